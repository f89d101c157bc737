using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Describe().ScalarType;

        public Device device => Describe() is var d ? new Device((DeviceType)d.DeviceType, d.DeviceIndex) : CPU;

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        public int device_index => Describe().DeviceIndex;

        public unsafe long[] shape => Describe() is var d ? new ReadOnlySpan<long>(d.Sizes, (int)d.Dimensions).ToArray() : [];

        public long Dimensions => Describe().Dimensions;

        public long ndim => Dimensions;

        public long dim() => Dimensions;

        public long[] size() => shape;

        public unsafe long size(int dim)
        {
            var d = Describe();
            var axis = dim < 0 ? dim + d.Dimensions : dim;
            if (axis < 0 || axis >= d.Dimensions)
                throw new ArgumentOutOfRangeException(nameof(dim), $"dimension {dim} of a tensor with {d.Dimensions}");
            return d.Sizes[axis];
        }

        public long numel() => Describe().Elements;

        public long NumberOfElements => numel();

        public long element_size() => dtype.ElementSize();

        public long ElementSize => element_size();

        public unsafe long[] stride()
        {
            Op.Check(NativeMethods.tensor_strides(Handle, out var strides, out _), nameof(stride));
            return new ReadOnlySpan<long>(strides, (int)Dimensions).ToArray();
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)Dimensions : dim];

        public unsafe long storage_offset()
        {
            Op.Check(NativeMethods.tensor_strides(Handle, out _, out var offset), nameof(storage_offset));
            return offset;
        }

        public bool is_contiguous() => Describe().Flags.HasFlag(TensorFlags.Contiguous);

        public bool is_sparse => Describe().Flags.HasFlag(TensorFlags.Sparse);

        public bool is_leaf => Describe().Flags.HasFlag(TensorFlags.Leaf);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_floating_point() =>
            dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public bool is_integral() => !is_floating_point() && !is_complex() && dtype != ScalarType.Bool;

        public bool requires_grad
        {
            get => Describe().Flags.HasFlag(TensorFlags.RequiresGrad);
            set => requires_grad_(value);
        }

        public Tensor requires_grad_(bool requires_grad = true) => Op.InPlace("requires_grad_", this, requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        private Description Describe()
        {
            Op.Check(NativeMethods.tensor_describe(Handle, out var description), "tensor");
            GC.KeepAlive(this);
            return description;
        }
    }
}
