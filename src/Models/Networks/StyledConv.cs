using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>A layer of the synthesis: modulated convolution, noise, bias, leaky ReLU.</summary>
internal sealed class StyledConv : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private const double ActivationGain = 1.4142135623730951;
    private readonly ModulatedConv conv;
    private readonly NoiseStrength noise;
    private readonly ActivationBias activate;

    public StyledConv(long inChannels, long outChannels, long latentSize, bool upsample = false)
        : base(nameof(StyledConv))
    {
        conv = new ModulatedConv(inChannels, outChannels, 3, latentSize, upsample);
        (noise, activate) = (new NoiseStrength(), new ActivationBias(outChannels));
        register_module(nameof(conv), conv);
        register_module(nameof(noise), noise);
        register_module(nameof(activate), activate);
    }

    // The leaky ReLU is homogeneous, so its gain goes into its argument.
    public override Tensor forward(Tensor maps, Tensor w, Tensor noiseMap)
    {
        using var scope = NewDisposeScope();
        var style = conv.Style(w);                                                       // [N, in]
        var filtered = conv.Filter(maps, style);                                         // [N, out, H, W]
        var gain = conv.Demodulation(style) * ActivationGain;                            // [N, out]
        var shift = noiseMap.permute(0, 2, 3, 1) * (noise.weight * ActivationGain)
            + activate.bias * ActivationGain;                                            // [1 or N, H, W, out]
        var sum = filtered * gain[.., .., TensorIndex.None, TensorIndex.None].to_type(maps.dtype);
        sum.add_(Maps.FromPixels(shift.to_type(maps.dtype)));
        return sum.leaky_relu_(0.2).MoveToOuterDisposeScope();
    }

    private sealed class NoiseStrength : nn.Module
    {
        public readonly Parameter weight = new(zeros(1));

        public NoiseStrength() : base(nameof(NoiseStrength)) => register_parameter(nameof(weight), weight);
    }
}
