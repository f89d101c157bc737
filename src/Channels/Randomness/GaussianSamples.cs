using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Randomness;

/// <summary>
/// Fills spans with Gaussian numbers: eight lanes of Philox, then Box-Muller with polynomials. Sample i depends on the
/// stream and i alone, bit for bit on any machine; the largest magnitude is sqrt(64 ln 2) = 6.66 standard deviations.
/// </summary>
public static class GaussianSamples
{
    private const int Lanes = 8;
    private const int GroupLength = 4 * Lanes;

    // Chebyshev interpolation of log(1 + f) / f on [sqrt(1/2) - 1, sqrt(2) - 1]: relative error under 2e-7.
    private static ReadOnlySpan<float> Logarithm =>
    [
        -0.09895350739262343f, 0.1612624790660854f, -0.17278206065817153f, 0.19913347882244486f,
        -0.2496890695899825f, 0.3333460602345856f, -0.5000037505628881f, 0.9999999681180597f,
    ];

    // The same of sin(pi x / 4) / x and cos(pi x / 4) in x^2 on [0, 1]: errors under 3e-9 and 3e-8.
    private static ReadOnlySpan<float> Sine =>
        [-3.595429072955625e-05f, 0.0024900068014983567f, -0.08074543470810319f, 0.7853981609766183f];

    private static ReadOnlySpan<float> Cosine =>
        [-0.000318877474898116f, 0.015849910706418946f, -0.3084242518553755f, 0.9999999723284944f];

    /// <summary>Fills <paramref name="destination"/> with zero-mean numbers of the given standard deviation.</summary>
    public static void Fill(in PhiloxKey key, Span<float> destination, float standardDeviation = 1) =>
        Fill(key, destination, standardDeviation, 0);

    /// <summary>
    /// Fills with circular complex numbers of zero mean and the given E|z|^2, half of it a dimension.
    /// </summary>
    public static void Fill(in PhiloxKey key, ComplexSpan destination, double power = 1)
    {
        const uint ImaginaryBlocks = 1u << 31; // the upper half of the stream
        var deviation = (float)Math.Sqrt(power / 2);
        Fill(key, destination.Real, deviation, 0);
        Fill(key, destination.Imaginary, deviation, ImaginaryBlocks);
    }

    /// <summary>Four standard numbers of each of eight blocks: number i of block b goes to [8 i + b].</summary>
    internal static void OfBlocks(in PhiloxKey key, Vector256<uint> blocks, Span<float> destination)
    {
        Philox4x32.EightBlocks(key, blocks, out var x0, out var x1, out var x2, out var x3);
        BoxMuller(x0, x1, Vector256.Create(-2f), ref destination[0]);
        BoxMuller(x2, x3, Vector256.Create(-2f), ref destination[2 * Lanes]);
    }

    [SkipLocalsInit]
    private static void Fill(in PhiloxKey key, Span<float> destination, float standardDeviation, uint firstBlock)
    {
        var scale = Vector256.Create(-2 * standardDeviation * standardDeviation);
        ref var first = ref MemoryMarshal.GetReference(destination);
        var done = 0;
        for (; done <= destination.Length - GroupLength; done += GroupLength)
            Group(key, firstBlock + (uint)(done / 4), scale, ref Unsafe.Add(ref first, done));
        if (done == destination.Length) return;
        Span<float> last = stackalloc float[GroupLength];
        Group(key, firstBlock + (uint)(done / 4), scale, ref MemoryMarshal.GetReference(last));
        last[..(destination.Length - done)].CopyTo(destination[done..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Group(in PhiloxKey key, uint firstBlock, Vector256<float> scale, ref float destination)
    {
        Philox4x32.EightBlocks(key, firstBlock, out var x0, out var x1, out var x2, out var x3);
        BoxMuller(x0, x1, scale, ref destination);
        BoxMuller(x2, x3, scale, ref Unsafe.Add(ref destination, 2 * Lanes));
    }

    /// <summary>Sixteen Gaussian numbers: eight radii from 31 bits each, eight angles from 32 bits each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BoxMuller(
        Vector256<uint> radiusBits, Vector256<uint> angleBits, Vector256<float> scale, ref float destination)
    {
        var uniform = Vector256.ConvertToSingle((radiusBits >> 1).AsInt32()) + Vector256.Create(0.5f);
        var radius = Vector256.Sqrt(scale * NaturalLogarithm(uniform * Vector256.Create(1f / (1u << 31))));

        // A quarter turn about the x axis, then swapped and negated by two bits that the float has no room for.
        var angle = Vector256.ConvertToSingle(angleBits.AsInt32()) * Vector256.Create(1f / (1u << 31));
        var square = angle * angle;
        var sine = Polynomial(Sine, square) * angle * radius;
        var cosine = Polynomial(Cosine, square) * radius;
        var swap = (Vector256<uint>.Zero - (angleBits & Vector256.Create(1u))).AsSingle();
        var sign = ((angleBits & Vector256.Create(2u)) << 30).AsSingle();
        (Vector256.ConditionalSelect(swap, sine, cosine) ^ sign).StoreUnsafe(ref destination);
        (Vector256.ConditionalSelect(swap, cosine, sine) ^ sign).StoreUnsafe(ref destination, Lanes);
    }

    /// <summary>ln of normal floats: the exponent apart, the mantissa brought into [sqrt(1/2), sqrt(2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> NaturalLogarithm(Vector256<float> value)
    {
        const int SquareRootOfHalf = 0x3F3504F3;
        var offset = value.AsInt32() - Vector256.Create(SquareRootOfHalf);
        var exponent = Vector256.ConvertToSingle(offset >> 23);
        var mantissa = ((offset & Vector256.Create(0x007FFFFF)) + Vector256.Create(SquareRootOfHalf)).AsSingle();
        var fraction = mantissa - Vector256<float>.One;
        return Vector256.FusedMultiplyAdd(
            exponent, Vector256.Create(0.693147181f), fraction * Polynomial(Logarithm, fraction));
    }

    /// <summary>Horner's rule, highest power first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Polynomial(ReadOnlySpan<float> coefficients, Vector256<float> x)
    {
        var sum = Vector256.Create(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++)
            sum = Vector256.FusedMultiplyAdd(sum, x, Vector256.Create(coefficients[i]));
        return sum;
    }
}
