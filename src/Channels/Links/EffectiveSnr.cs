using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels.Links;

/// <summary>
/// The SNR over white noise alone at which a receiver would do as well as over a link with fading: the abstraction of
/// system-level simulations, SNR = beta I⁻¹(mean of I(SNR_i / beta)) over the symbols i (K. Brueninghaus et al., "Link
/// performance models for system level simulations of broadband radio access systems", PIMRC 2005; with an exponential
/// I it is EESM, with mutual information MMIB). Here I(x) = x / (1 + x), what an MMSE equaliser keeps of a symbol of
/// unit power: symbols are spread over all numbers of a latent vector, so each of these meets the mean error. Echoes
/// are averaged over frequencies, where that of the linear equaliser is the mean as well.
/// </summary>
/// <param name="Scale">beta, fitted to measured transmissions; above 0.</param>
public readonly record struct EffectiveSnr(double Scale)
{
    private const int Frequencies = 64, Lanes = 8;

    private static readonly (float Cosine, float Sine)[] Turns = [.. Enumerable.Range(0, Frequencies)
        .Select(turn => Math.SinCos(Math.Tau * turn / Frequencies)).Select(turn => ((float)turn.Cos, (float)turn.Sin))];

    /// <summary>In dB; throws where the channel clips or turns phases, which gains say nothing of.</summary>
    public double DbOf(Realisation realisation)
    {
        if (!realisation.HasKnownGains)
            throw new NotSupportedException("a channel that clips or turns phases is more than its gains");
        var (flat, error) = (realisation.Taps.Length == 1, 0.0);
        for (var frequency = 0; frequency < (flat ? 1 : Frequencies); frequency++)
            error += MeanError(realisation, PowerAt(frequency, realisation.Taps));
        if (!flat) error /= Frequencies;
        return Decibels.FromRatio(Scale * Math.Max(0, 1 / error - 1));
    }

    /// <summary>The mean of 1 / (1 + SNR_i / beta).</summary>
    private double MeanError(Realisation realisation, double tapPower)
    {
        var gains = realisation.Gain;
        var noise = realisation.NoiseVariance;
        var (power, sum, total, i) = ((float)(realisation.Use.Power * tapPower / Scale), Vector256<float>.Zero, 0.0, 0);
        for (; i <= gains.Length - Lanes; i += Lanes)
        {
            var (re, im) = (Vector256.Create(gains.Real[i..]), Vector256.Create(gains.Imaginary[i..]));
            var n = Vector256.Create<float>(noise[i..]);
            sum += n / (n + (re * re + im * im) * power);
        }
        for (var lane = 0; lane < Lanes; lane++) total += sum[lane];
        for (; i < gains.Length; i++)
        {
            var (re, im) = (gains.Real[i], gains.Imaginary[i]);
            total += noise[i] / (noise[i] + (re * re + im * im) * power);
        }
        return total / gains.Length;
    }

    /// <summary>|H|² of an impulse response.</summary>
    private static double PowerAt(int frequency, ComplexSpan taps)
    {
        var (re, im) = (0f, 0f);
        for (var delay = 0; delay < taps.Length; delay++)
        {
            var (cosine, sine) = Turns[frequency * delay % Frequencies];
            re += taps.Real[delay] * cosine + taps.Imaginary[delay] * sine;
            im += taps.Imaginary[delay] * cosine - taps.Real[delay] * sine;
        }
        return re * re + im * im;
    }
}
