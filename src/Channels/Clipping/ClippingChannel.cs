namespace EditableDeepSC.Channels;

/// <summary>Clips the amplitude of what is sent; the requested SNR holds for the clipped signal.</summary>
public sealed class ClippingChannel : IChannel
{
    public const string Name = "clipping";
    private readonly double amplitudeRatio;

    public ClippingChannel(ClippingOptions options)
    {
        OptionRules.Check(Name, options);
        amplitudeRatio = Math.Sqrt(Decibels.ToRatio(options.ClipRatioDb));
    }

    public void Impose(in ChannelUse use, Realisation realisation) => realisation.Clip(amplitudeRatio);
}
