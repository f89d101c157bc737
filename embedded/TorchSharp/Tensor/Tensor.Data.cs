using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// A view of the elements in row-major order, without a copy where the tensor is contiguous. CPU tensors only;
        /// T must be the dtype's .NET type.
        /// </summary>
        public Utils.TensorAccessor<T> data<T>() where T : struct
        {
            if (dtype != ScalarTypes.Of<T>())
                throw new ArgumentException(
                    $"The tensor holds {dtype}, not {typeof(T).Name}; convert it with to_type.");
            CheckOnCpu();
            return new Utils.TensorAccessor<T>(this);
        }

        /// <summary>The raw bytes of a contiguous CPU tensor, shared with it.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("The tensor is not contiguous; call contiguous() first.");
                return new Span<byte>(DataPointer(), checked((int)(numel() * element_size())));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"{value.Length} bytes given for a tensor of {target.Length}.");
                value.CopyTo(target);
            }
        }

        /// <summary>The value of a tensor with one element, converted to T.</summary>
        public T item<T>() where T : struct
        {
            if (numel() != 1) throw new ArgumentException($"item() takes one element; this tensor has {numel()}.");
            if (dtype == ScalarTypes.Of<T>() && device_type == DeviceType.CPU) return ReadFirst<T>();
            using var converted = to(ScalarTypes.Of<T>(), CPU, copy: true);
            return converted.ReadFirst<T>();
        }

        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Bool => item<bool>(),
            ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16 => item<double>(),
            _ => item<long>(),
        };

        public bool is_nonzero() => item<double>() != 0;

        internal unsafe void* DataPointer()
        {
            CheckOnCpu();
            Op.Check(NativeMethods.tensor_data(Handle, out var pointer), "data");
            return pointer;
        }

        private void CheckOnCpu()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException($"The tensor is on {device}; read it after a move with cpu().");
        }

        private unsafe T ReadFirst<T>() where T : struct
        {
            var value = Unsafe.ReadUnaligned<T>(DataPointer());
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>A new tensor of the given shape that holds a copy of the elements, row-major.</summary>
    private static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, ScalarType? dtype,
        Device? device, bool requiresGrad) where T : unmanaged
    {
        var expected = 1L;
        foreach (var extent in shape) expected = checked(expected * extent);
        if (expected != elements.Length)
        {
            var wanted = string.Join(", ", shape.ToArray());
            throw new ArgumentException($"{elements.Length} elements do not fill the shape [{wanted}].");
        }
        var made = Op.Call("empty.memory_format", shape, ScalarTypes.Of<T>());
        MemoryMarshal.AsBytes(elements).CopyTo(new Span<byte>(made.DataPointer(), elements.Length * sizeof(T)));
        if ((dtype ?? made.dtype) != made.dtype || (device ?? CPU).type != DeviceType.CPU)
        {
            using (made) return made.to(dtype ?? made.dtype, device ?? CPU).requires_grad_(requiresGrad);
        }
        return requiresGrad ? made.requires_grad_() : made;
    }
}
