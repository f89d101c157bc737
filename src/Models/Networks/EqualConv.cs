using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>The weights of a convolution, stored as unit normals and scaled by 1 / sqrt(fan in) when used.</summary>
internal sealed class EqualConv : nn.Module
{
    private readonly Parameter weight;    // [out, in, k, k]
    private readonly double scale;

    public EqualConv(long inChannels, long outChannels, long kernelSize) : base(nameof(EqualConv))
    {
        scale = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(randn(outChannels, inChannels, kernelSize, kernelSize));
        register_parameter(nameof(weight), weight);
    }

    /// <summary>
    /// The blurred maps through the convolution at every second pixel, times <paramref name="gain"/>; both are one
    /// convolution with the larger kernel.
    /// </summary>
    public Tensor FilterHalving(Tensor maps, Fir blur, double gain = 1, Tensor? bias = null)
    {
        using var scope = NewDisposeScope();
        var padding = (weight.shape[3] + 1) / 2;
        var joined = blur.Joined(weight * (scale * gain));
        return nn.functional.conv2d(maps, joined, bias, [2, 2], [padding, padding]).MoveToOuterDisposeScope();
    }

    /// <summary>The convolution of the maps times <paramref name="gain"/>.</summary>
    public Tensor Filter(Tensor maps, double gain = 1, Tensor? bias = null, long padding = 0)
    {
        using var scaled = weight * (scale * gain);
        return nn.functional.conv2d(maps, scaled, bias, [1, 1], [padding, padding]);
    }
}
