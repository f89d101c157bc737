using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests;

/// <summary>Draws realisations and keeps what they were made of.</summary>
internal static class Draws
{
    public static readonly Seed Seed = new(20240607);

    public static ChannelUse Use(int symbols, double snrDb = 10, long transmission = 0, int user = 0) =>
        new(Seed, new UserId(user), new TransmissionId(transmission), symbols, snrDb);

    public static Realisation Of(IChannel channel, ChannelUse use)
    {
        var realisation = new Realisation();
        realisation.Draw(channel, use);
        return realisation;
    }

    /// <summary>|gain| of each symbol.</summary>
    public static float[] Envelope(IChannel channel, ChannelUse use)
    {
        var gain = Of(channel, use).Gain;
        var envelope = new float[gain.Length];
        for (var i = 0; i < envelope.Length; i++)
            envelope[i] = MathF.Sqrt(gain.Real[i] * gain.Real[i] + gain.Imaginary[i] * gain.Imaginary[i]);
        return envelope;
    }

    /// <summary>Unit-power QPSK symbols, keyed like all else.</summary>
    public static ComplexSpan Qpsk(ChannelUse use)
    {
        var symbols = new ComplexSpan(new float[use.SymbolCount], new float[use.SymbolCount]);
        GaussianSamples.Fill(use.Key(StreamPurpose.Bits), symbols);
        for (var i = 0; i < use.SymbolCount; i++)
        {
            symbols.Real[i] = MathF.CopySign(MathF.Sqrt(0.5f), symbols.Real[i]);
            symbols.Imaginary[i] = MathF.CopySign(MathF.Sqrt(0.5f), symbols.Imaginary[i]);
        }
        return symbols;
    }

    public static ComplexSpan Empty(int length) => new(new float[length], new float[length]);
}
