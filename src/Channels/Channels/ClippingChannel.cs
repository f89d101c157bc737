using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Channels;

/// <summary>A power amplifier that saturates.</summary>
public sealed record ClippingOptions
{
    [Parameter("Saturation power over the mean power of the symbols.", Min = -20, Max = 40, Unit = "dB")]
    public double ClipRatioDb { get; init; } = 3;
}

/// <summary>Clips the amplitude of what is sent; the requested SNR holds for the clipped signal.</summary>
public sealed class ClippingChannel(ClippingOptions options) : IChannel
{
    public const string Name = "clipping";
    private readonly double amplitudeRatio =
        Math.Sqrt(Decibels.ToRatio(OptionRules.Checked(Name, options).ClipRatioDb));

    public void Impose(in ChannelUse use, Realisation realisation) => realisation.Clip(amplitudeRatio);
}
