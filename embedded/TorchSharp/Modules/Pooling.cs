using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernelSize, long[]? stride, long[]? padding, bool ceilMode)
            : base(nameof(MaxPool2d))
        {
            (kernel_size, ceil_mode) = (kernelSize, ceilMode);
            (this.stride, this.padding) = (stride ?? kernelSize, padding ?? [0, 0]);
        }

        public long[] kernel_size { get; set; }

        public long[] stride { get; set; }

        public long[] padding { get; set; }

        public bool ceil_mode { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.max_pool2d(input, kernel_size, stride, padding, null, ceil_mode);
    }

    public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
    {
        internal AvgPool2d(long[] kernelSize, long[]? stride, long[]? padding) : base(nameof(AvgPool2d)) =>
            (kernel_size, this.stride, this.padding) = (kernelSize, stride ?? kernelSize, padding ?? [0, 0]);

        public long[] kernel_size { get; set; }

        public long[] stride { get; set; }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.avg_pool2d(input, kernel_size, stride, padding);
    }

    public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
    {
        internal AdaptiveAvgPool2d(long[] outputSize) : base(nameof(AdaptiveAvgPool2d)) => output_size = outputSize;

        public long[] output_size { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, output_size);
    }

    public sealed class Flatten : nn.Module<Tensor, Tensor>
    {
        internal Flatten(long startDim, long endDim) : base(nameof(Flatten)) =>
            (start_dim, end_dim) = (startDim, endDim);

        public long start_dim { get; set; }

        public long end_dim { get; set; }

        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
    }

    public sealed class Identity : nn.Module<Tensor, Tensor>
    {
        internal Identity() : base(nameof(Identity))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.alias();
    }

    /// <summary>Zeroes elements at random while training and scales the rest up.</summary>
    public sealed class Dropout : nn.Module<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        public double p { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor)
        {
            var dropped = nn.functional.dropout(tensor, p, training, inplace);
            return inplace ? dropped.alias() : dropped;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.MaxPool2d MaxPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null,
                long[]? dilation = null, bool ceil_mode = false) => dilation is null
                ? new(kernel_size, stride, padding, ceil_mode)
                : throw new NotSupportedException("MaxPool2d: dilation is not in the embedded engine.");

            public static Modules.MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) => MaxPool2d([kernel_size, kernel_size], Pair(stride),
                Pair(padding), Pair(dilation), ceil_mode);

            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                !ceil_mode && count_include_pad && divisor_override is null
                    ? new([kernel_size, kernel_size], Pair(stride), Pair(padding))
                    : throw new NotSupportedException("AvgPool2d: use functional.avg_pool2d for these options.");

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) =>
                new([output_size, output_size]);

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            public static Modules.Identity Identity() => new();

            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            private static long[]? Pair(long? value) => value is { } known ? [known, known] : null;
        }
    }
}
