using System.Numerics;
using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Rayleigh fading of a moving user, correlated in time as J0(2 pi f t).</summary>
public sealed record JakesOptions
{
    [Parameter("Largest Doppler shift, speed over wavelength.", Min = 0, Max = 100_000, Unit = "Hz")]
    public double DopplerHz { get; init; } = 10;

    [Parameter("Waves that arrive from all around, one more if even; more come closer to Rayleigh.",
        Min = 16, Max = 256)]
    public int Paths { get; init; } = 32;
}

/// <summary>
/// Clarke's model as a sum of waves from evenly spaced directions: h(t) = sum exp(i (2 pi f cos(a_n) t + p_n)) /
/// sqrt(N). A pure function of (seed, user, time), so any moment may be asked in any order.
/// </summary>
public sealed class JakesChannel(JakesOptions options) : IChannel
{
    public const string Name = "jakes";
    private const int Lanes = 8;
    private const int ExactEvery = 256; // symbols between exact phases: floats rotate no further than that
    private readonly JakesOptions options = OptionRules.Checked(Name, options);

    // Of an even number each wave has one from the opposite side: they beat in step, and that is not Rayleigh.
    private readonly int paths = options.Paths | 1;

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var fading = realisation.Scratch();
        fading.Real.Clear();
        fading.Imaginary.Clear();
        var key = new PhiloxKey(use.Seed, StreamPurpose.Fading, use.Mover, new TransmissionId(0), use.Stage);
        var amplitude = (float)(1 / Math.Sqrt(paths));

        // The directions turn by a part of their spacing, another for each user, that keeps equal shifts apart: those
        // of directions mirrored at the way of the user, and the opposite ones of directions mirrored across it.
        var turn = Math.PI * (0.125 + 0.25 * key.Uniform(0));
        for (var path = 0; path < paths; path++)
        {
            var direction = (Math.Tau * path + turn) / paths;
            var frequency = Math.Tau * options.DopplerHz * Math.Cos(direction);
            var phase = Math.Tau * key.Uniform((uint)path + 1) + frequency * use.TimeSeconds;
            AddWave(fading, phase, frequency / use.SymbolRateBaud, amplitude);
        }
        realisation.Fade(fading, coherenceSymbols: 1);
    }

    /// <summary>gains[i] += amplitude exp(i (phase + i step)).</summary>
    private static void AddWave(ComplexSpan gains, double phase, double step, float amplitude)
    {
        Span<float> real = stackalloc float[Lanes];
        Span<float> imaginary = stackalloc float[Lanes];
        var rotation = Complex.FromPolarCoordinates(1, step);
        var stride = Complex.FromPolarCoordinates(1, Lanes * step);
        for (var start = 0; start < gains.Length; start += ExactEvery)
        {
            var wave = Complex.FromPolarCoordinates(amplitude, phase + start * step);
            for (var lane = 0; lane < Lanes; lane++, wave *= rotation)
                (real[lane], imaginary[lane]) = ((float)wave.Real, (float)wave.Imaginary);
            var length = Math.Min(ExactEvery, gains.Length - start);
            Rotate(gains.Slice(start, length), Vector256.Create(real), Vector256.Create(imaginary), stride);
        }
    }

    private static void Rotate(ComplexSpan gains, Vector256<float> re, Vector256<float> im, Complex stride)
    {
        var (strideRe, strideIm) = ((float)stride.Real, (float)stride.Imaginary);
        var i = 0;
        for (; i <= gains.Length - Lanes; i += Lanes)
        {
            (Vector256.Create(gains.Real.Slice(i, Lanes)) + re).CopyTo(gains.Real[i..]);
            (Vector256.Create(gains.Imaginary.Slice(i, Lanes)) + im).CopyTo(gains.Imaginary[i..]);
            (re, im) = (re * strideRe - im * strideIm, re * strideIm + im * strideRe);
        }
        for (var lane = 0; i < gains.Length; i++, lane++)
        {
            gains.Real[i] += re[lane];
            gains.Imaginary[i] += im[lane];
        }
    }
}
