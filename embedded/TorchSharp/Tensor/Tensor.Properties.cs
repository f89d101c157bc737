using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Describe().ScalarType;

        public Device device
        {
            get
            {
                var d = Describe();
                return new Device((DeviceType)d.DeviceType, d.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        public int device_index => Describe().DeviceIndex;

        public unsafe long[] shape
        {
            get
            {
                var d = Describe();
                var extents = new ReadOnlySpan<long>(d.Sizes, (int)d.Dimensions).ToArray();
                GC.KeepAlive(this);
                return extents;
            }
        }

        public long Dimensions => Describe().Dimensions;

        public long ndim => Dimensions;

        public long dim() => Dimensions;

        public long[] size() => shape;

        public long size(int dim)
        {
            var extents = shape;
            var axis = dim < 0 ? dim + extents.Length : dim;
            return axis >= 0 && axis < extents.Length ? extents[axis]
                : throw new ArgumentOutOfRangeException(nameof(dim),
                    $"dimension {dim} of a tensor with {extents.Length}");
        }

        public long numel() => Describe().Elements;

        public long NumberOfElements => numel();

        public long element_size() => dtype.ElementSize();

        public long ElementSize => element_size();

        public unsafe long[] stride()
        {
            Op.Check(NativeMethods.tensor_strides(Handle, out var strides, out _), nameof(stride));
            var steps = new ReadOnlySpan<long>(strides, (int)Dimensions).ToArray();
            GC.KeepAlive(this);
            return steps;
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)Dimensions : dim];

        public unsafe long storage_offset()
        {
            Op.Check(NativeMethods.tensor_strides(Handle, out _, out var offset), nameof(storage_offset));
            GC.KeepAlive(this);
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
