using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Echoes that reach into later symbols: independent Rayleigh taps, one a symbol of delay.</summary>
public sealed record FrequencySelectiveOptions
{
    public const int MaxTaps = 64;

    [Parameter("Average power of the tap at each delay of 0, 1, 2 ... symbols; the sum is normalised to 1.",
        Min = -200, Max = 200, Unit = "dB", MaxCount = MaxTaps)]
    public IReadOnlyList<double> PowersDb { get; init; } = [0, -3, -6, -9];
}

/// <summary>
/// A single carrier over echoes: the taps are drawn once a transmission, by a power-delay profile, and the receiver
/// listens until the last echo has come.
/// </summary>
public sealed class FrequencySelectiveChannel : IChannel
{
    public const string Name = "frequency-selective";
    private readonly float[] amplitudes;

    public FrequencySelectiveChannel(FrequencySelectiveOptions options)
    {
        OptionRules.Check(Name, options);
        var powers = options.PowersDb.Select(Decibels.ToRatio).ToArray();
        var total = powers.Sum();
        amplitudes = [.. powers.Select(power => (float)Math.Sqrt(power / total))];
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        Span<float> memory = stackalloc float[2 * FrequencySelectiveOptions.MaxTaps];
        var taps = new ComplexSpan(memory[..amplitudes.Length], memory.Slice(amplitudes.Length, amplitudes.Length));
        GaussianSamples.Fill(use.Key(StreamPurpose.Fading), taps);
        for (var delay = 0; delay < amplitudes.Length; delay++)
        {
            taps.Real[delay] *= amplitudes[delay];
            taps.Imaginary[delay] *= amplitudes[delay];
        }
        realisation.Spread(taps);
    }
}
