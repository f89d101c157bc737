using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Receivers;

/// <summary>One complex division a symbol, eight at a time.</summary>
internal static class FlatEqualiser
{
    private const int Lanes = 8;
    private const float Tiny = 1e-30f; // a lost symbol comes out as 0 with a huge variance, never as NaN

    /// <summary>
    /// estimate = conj(h) y / (|h|^2 + ridge N), variance = N / (|h|^2 + ridge N), N the inflated noise.
    /// </summary>
    /// <param name="gains">h, as the receiver believes it.</param>
    /// <param name="received">y.</param>
    /// <param name="noise">Noise variance of each symbol.</param>
    /// <param name="inflation">Factor on the noise variance.</param>
    /// <param name="ridge">0 for zero forcing, 1 / P for least mean square error.</param>
    /// <param name="estimate">The symbols.</param>
    /// <param name="variance">E|estimate - sent|^2.</param>
    public static void Solve(ComplexSpan gains, ComplexSpan received, ReadOnlySpan<float> noise, float inflation,
        float ridge, ComplexSpan estimate, Span<float> variance)
    {
        var i = 0;
        for (; i <= estimate.Length - Lanes; i += Lanes)
        {
            var hr = Vector256.Create(gains.Real.Slice(i, Lanes));
            var hi = Vector256.Create(gains.Imaginary.Slice(i, Lanes));
            var yr = Vector256.Create(received.Real.Slice(i, Lanes));
            var yi = Vector256.Create(received.Imaginary.Slice(i, Lanes));
            var n = Vector256.Create(noise.Slice(i, Lanes)) * inflation;
            var scale = Vector256<float>.One / Vector256.Max(hr * hr + hi * hi + n * ridge, Vector256.Create(Tiny));
            ((hr * yr + hi * yi) * scale).CopyTo(estimate.Real[i..]);
            ((hr * yi - hi * yr) * scale).CopyTo(estimate.Imaginary[i..]);
            (n * scale).CopyTo(variance[i..]);
        }
        for (; i < estimate.Length; i++)
        {
            var (hr, hi, yr, yi) = (gains.Real[i], gains.Imaginary[i], received.Real[i], received.Imaginary[i]);
            var n = noise[i] * inflation;
            var scale = 1 / Math.Max(hr * hr + hi * hi + n * ridge, Tiny);
            estimate.Real[i] = (hr * yr + hi * yi) * scale;
            estimate.Imaginary[i] = (hr * yi - hi * yr) * scale;
            variance[i] = n * scale;
        }
    }
}
