using System.Numerics;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Receivers;

/// <summary>
/// The exact linear estimate of a whole transmission over echoes: solves (H'H / N + I / P) x = H'y / N, a Hermitian
/// system whose bandwidth is the number of taps, by a banded L D L' factorisation in O(symbols x taps^2).
/// </summary>
internal sealed class EchoEqualiser
{
    private const double Tiny = 1e-30;
    private Complex[] band = []; // [symbol, k]: entry (i, i + k) of the matrix, then the conjugate of L's (i + k, i)
    private Complex[] inverse = []; // the same band of the inverse
    private Complex[] solution = [];
    private double[] pivots = [];
    private int width;

    /// <summary>
    /// Writes the estimates and E|estimate - sent|^2 of each; <paramref name="ridge"/> is 1 / P, or 0 for zero
    /// forcing.
    /// </summary>
    public void Solve(ComplexSpan gains, ComplexSpan taps, ComplexSpan received, ReadOnlySpan<float> noise,
        double inflation, double ridge, ComplexSpan estimate, Span<float> variance)
    {
        width = taps.Length;
        Resize(gains.Length);
        for (var i = 0; i < gains.Length; i++)
        {
            var gain = Complex.Conjugate(At(gains, i));
            for (var k = 0; k < Math.Min(width, gains.Length - i); k++)
                band[i * width + k] = gain * At(gains, i + k) * Overlap(taps, noise, i, k) / inflation;
            band[i * width] += ridge;
            solution[i] = gain * Match(taps, received, noise, i) / inflation;
        }
        Factorise(gains.Length);
        Substitute(gains.Length);
        InvertBand(gains.Length);
        for (var i = 0; i < gains.Length; i++)
        {
            (estimate.Real[i], estimate.Imaginary[i]) = ((float)solution[i].Real, (float)solution[i].Imaginary);
            variance[i] = (float)inverse[i * width].Real;
        }
    }

    private void Resize(int length)
    {
        if (pivots.Length >= length && band.Length >= length * width) return;
        (pivots, solution) = (new double[length], new Complex[length]);
        (band, inverse) = (new Complex[length * width], new Complex[length * width]);
    }

    private static Complex At(ComplexSpan span, int i) => new(span.Real[i], span.Imaginary[i]);

    /// <summary>What echoes of symbols i and i + k share: sum of conj(c[m + k]) c[m] / N.</summary>
    private static Complex Overlap(ComplexSpan taps, ReadOnlySpan<float> noise, int i, int k)
    {
        var sum = Complex.Zero;
        for (var m = 0; m + k < taps.Length; m++)
            sum += Complex.Conjugate(At(taps, m + k)) * At(taps, m) / noise[i + k + m];
        return sum;
    }

    /// <summary>The matched filter: sum of conj(c[m]) y[i + m] / N.</summary>
    private static Complex Match(ComplexSpan taps, ComplexSpan received, ReadOnlySpan<float> noise, int i)
    {
        var sum = Complex.Zero;
        for (var m = 0; m < taps.Length; m++)
            sum += Complex.Conjugate(At(taps, m)) * At(received, i + m) / noise[i + m];
        return sum;
    }

    private void Factorise(int length)
    {
        for (var i = 0; i < length; i++)
        {
            pivots[i] = Math.Max(band[i * width].Real, Tiny);
            var last = Math.Min(width, length - i);
            for (var k = 1; k < last; k++)
            {
                var factor = Complex.Conjugate(band[i * width + k]) / pivots[i];
                for (var j = k; j < last; j++)
                    band[(i + k) * width + j - k] -= factor * band[i * width + j];
            }
            for (var k = 1; k < last; k++) band[i * width + k] /= pivots[i];
        }
    }

    private void Substitute(int length)
    {
        for (var i = 0; i < length; i++)
        {
            for (var k = 1; k < Math.Min(width, length - i); k++)
                solution[i + k] -= Complex.Conjugate(band[i * width + k]) * solution[i];
            solution[i] /= pivots[i];
        }
        for (var i = length - 1; i >= 0; i--)
        {
            for (var k = 1; k < Math.Min(width, length - i); k++)
                solution[i] -= band[i * width + k] * solution[i + k];
        }
    }

    /// <summary>
    /// The band of the inverse Z from the last row up: Z = 1/D at the diagonal less L' times the rows below.
    /// </summary>
    private void InvertBand(int length)
    {
        for (var i = length - 1; i >= 0; i--)
        {
            var last = Math.Min(width, length - i);
            for (var j = last - 1; j >= 0; j--)
            {
                var sum = j == 0 ? new Complex(1 / pivots[i], 0) : Complex.Zero;
                for (var k = 1; k < last; k++) sum -= band[i * width + k] * InverseAt(i + k, i + j);
                inverse[i * width + j] = sum;
            }
        }
    }

    private Complex InverseAt(int row, int column) => row <= column
        ? inverse[row * width + column - row]
        : Complex.Conjugate(inverse[column * width + row - column]);
}
