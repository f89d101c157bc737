using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions have in common.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private protected Convolution(string name, Parameter weight, Parameter? bias, Geometry geometry) : base(name)
    {
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
        kernel_size = weight.shape[2..];
        (stride, padding, dilation, groups) = (geometry.Stride, geometry.Padding, geometry.Dilation, geometry.Groups);
    }

    public Parameter weight { get => Registered(nameof(weight))!; set => Replace(nameof(weight), value); }

    public Parameter? bias { get => Registered(nameof(bias)); set => Replace(nameof(bias), value); }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] padding { get; }

    public long[] dilation { get; set; }

    public long groups { get; set; }

    internal readonly record struct Geometry(long[] Stride, long[] Padding, long[] Dilation, long Groups);
}
