using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The image of one resolution: a 1x1 convolution of the maps, added to the doubled image of the resolution below.
/// </summary>
internal sealed class ToRgb : nn.Module
{
    private readonly ModulatedConv conv;
    private readonly Parameter bias;     // [1, 3, 1, 1]
    private readonly Fir? upsample;

    public ToRgb(long channels, long latentSize, bool upsample = true) : base(nameof(ToRgb))
    {
        conv = new ModulatedConv(channels, 3, 1, latentSize, upsample: false);
        bias = new Parameter(zeros(1, 3, 1, 1));
        register_module(nameof(conv), conv);
        register_parameter(nameof(bias), bias);
        if (!upsample) return;
        this.upsample = new Fir(4);
        register_module(nameof(upsample), this.upsample);
    }

    /// <summary>
    /// Maps [N, C, H, W] and the image below [N, 3, H/2, W/2] to an image [N, 3, H, W]; no demodulation here.
    /// </summary>
    public Tensor Image(Tensor maps, Tensor w, Tensor? below = null)
    {
        using var scope = NewDisposeScope();
        var image = conv.Filter(maps, conv.Style(w)).to_type(bias.dtype).add_(bias);     // [N, 3, H, W]
        if (below is not null) image = image.add_(upsample!.Doubled(below));
        return image.MoveToOuterDisposeScope();
    }
}
