namespace EditableDeepSC.Channels;

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
