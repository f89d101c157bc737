using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>An oscillator whose phase wanders.</summary>
public sealed record PhaseNoiseOptions
{
    [Parameter("Width of the oscillator's spectral line, two-sided at half power.", Min = 0, Max = 1e6, Unit = "Hz")]
    public double LinewidthHz { get; init; } = 10;
}

/// <summary>
/// Wiener phase noise: it starts at 0, where the receiver has synchronised, and wanders by a variance of
/// 2 pi linewidth / symbol rate a symbol, which no receiver here tracks.
/// </summary>
public sealed class PhaseNoiseChannel(PhaseNoiseOptions options) : IChannel
{
    public const string Name = "phase-noise";
    private readonly double linewidthHz = OptionRules.Checked(Name, options).LinewidthHz;

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var rotation = realisation.Scratch();
        var deviation = Math.Sqrt(Math.Tau * linewidthHz / use.SymbolRateBaud);
        GaussianSamples.Fill(use.Key(StreamPurpose.Phase), rotation.Real, (float)deviation);
        var phase = 0.0;
        for (var i = 0; i < rotation.Length; i++)
        {
            phase += rotation.Real[i];
            var (sine, cosine) = Math.SinCos(phase);
            (rotation.Real[i], rotation.Imaginary[i]) = ((float)cosine, (float)sine);
        }
        realisation.Impair(rotation);
    }
}
