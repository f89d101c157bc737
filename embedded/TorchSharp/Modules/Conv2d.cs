using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation of images [N, C, H, W]; the weight is [out, in / groups, kH, kW].</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(Parameter weight, Parameter? bias, Geometry geometry)
            : base(nameof(Conv2d), weight, bias, geometry)
        {
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }

    /// <summary>The transpose of a convolution; the weight is [in, out / groups, kH, kW].</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(Parameter weight, Parameter? bias, Geometry geometry, long[] output_padding)
            : base(nameof(ConvTranspose2d), weight, bias, geometry) => this.output_padding = output_padding;

        public long[] output_padding { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) => Conv2d(in_channels, out_channels,
                (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation), padding_mode,
                groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                if (padding_mode != PaddingModes.Zeros)
                    throw new NotSupportedException($"Conv2d: padding mode {padding_mode}; pad with functional.pad.");
                var (h, w) = kernel_size;
                var fanIn = in_channels / groups * h * w;
                return new(init.Uniform([out_channels, in_channels / groups, h, w], fanIn, device, dtype),
                    bias ? init.Uniform([out_channels], fanIn, device, dtype) : null,
                    new(Pair(stride, 1), Pair(padding, 0), Pair(dilation, 1), groups));
            }

            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size,
                long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                if (padding_mode != PaddingModes.Zeros)
                    throw new NotSupportedException($"ConvTranspose2d: padding mode {padding_mode}; only zeros.");
                var fanIn = out_channels / groups * kernel_size * kernel_size;
                long[] shape = [in_channels, out_channels / groups, kernel_size, kernel_size];
                return new(init.Uniform(shape, fanIn, device, dtype),
                    bias ? init.Uniform([out_channels], fanIn, device, dtype) : null,
                    new([stride, stride], [padding, padding], [dilation, dilation], groups),
                    [output_padding, output_padding]);
            }

            private static long[] Pair((long, long)? value, long otherwise) =>
                value is { } pair ? [pair.Item1, pair.Item2] : [otherwise, otherwise];
        }
    }
}
