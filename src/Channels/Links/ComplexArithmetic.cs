using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels.Links;

/// <summary>Element-wise arithmetic on complex spans, eight lanes at a time; equal results on any machine.</summary>
internal static class ComplexArithmetic
{
    private const int Lanes = 8;

    /// <summary>destination = a b; the destination may be one of the factors.</summary>
    public static void Multiply(ComplexSpan a, ComplexSpan b, ComplexSpan destination)
    {
        ref var aRe = ref MemoryMarshal.GetReference(a.Real);
        ref var aIm = ref MemoryMarshal.GetReference(a.Imaginary);
        ref var bRe = ref MemoryMarshal.GetReference(b.Real);
        ref var bIm = ref MemoryMarshal.GetReference(b.Imaginary);
        ref var re = ref MemoryMarshal.GetReference(destination.Real);
        ref var im = ref MemoryMarshal.GetReference(destination.Imaginary);
        var length = CommonLength(a.Length, b.Length, destination.Length);
        var i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            var (ar, ai) = (Vector256.LoadUnsafe(ref aRe, (nuint)i), Vector256.LoadUnsafe(ref aIm, (nuint)i));
            var (br, bi) = (Vector256.LoadUnsafe(ref bRe, (nuint)i), Vector256.LoadUnsafe(ref bIm, (nuint)i));
            (ar * br - ai * bi).StoreUnsafe(ref re, (nuint)i);
            (ar * bi + ai * br).StoreUnsafe(ref im, (nuint)i);
        }
        for (; i < length; i++)
        {
            var (ar, ai, br, bi) = (a.Real[i], a.Imaginary[i], b.Real[i], b.Imaginary[i]);
            destination.Real[i] = ar * br - ai * bi;
            destination.Imaginary[i] = ar * bi + ai * br;
        }
    }

    /// <summary>sum += addend.</summary>
    public static void Add(ComplexSpan sum, ComplexSpan addend)
    {
        CommonLength(sum.Length, addend.Length, sum.Length);
        AddScaled(sum.Real, addend.Real, 1);
        AddScaled(sum.Imaginary, addend.Imaginary, 1);
    }

    /// <summary>values *= factor.</summary>
    public static void Scale(ComplexSpan values, float factor)
    {
        Scale(values.Real, factor);
        Scale(values.Imaginary, factor);
    }

    /// <summary>destination[i] = sum over l of taps[l] values[i - l], [taps + values - 1].</summary>
    public static void Convolve(ComplexSpan taps, ComplexSpan values, ComplexSpan destination)
    {
        destination.Real.Clear();
        destination.Imaginary.Clear();
        for (var l = 0; l < taps.Length; l++)
        {
            var (re, im) = (taps.Real[l], taps.Imaginary[l]);
            AddScaled(destination.Real.Slice(l, values.Length), values.Real, re);
            AddScaled(destination.Real.Slice(l, values.Length), values.Imaginary, -im);
            AddScaled(destination.Imaginary.Slice(l, values.Length), values.Imaginary, re);
            AddScaled(destination.Imaginary.Slice(l, values.Length), values.Real, im);
        }
    }

    /// <summary>The mean of |v|^2.</summary>
    public static double MeanPower(ComplexSpan values) => SumOfPowers(values) / values.Length;

    /// <summary>The sum of |v|^2.</summary>
    public static double SumOfPowers(ComplexSpan values) => SumOfSquares(values.Real) + SumOfSquares(values.Imaginary);

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        const int Chunk = 1024; // floats are summed over so many only, then doubles take over
        var total = 0.0;
        while (values.Length >= Lanes)
        {
            var length = Math.Min(Chunk, values.Length / Lanes * Lanes);
            var sum = Vector256<float>.Zero;
            for (var i = 0; i < length; i += Lanes)
            {
                var value = Vector256.Create(values.Slice(i, Lanes));
                sum += value * value;
            }
            for (var lane = 0; lane < Lanes; lane++) total += sum[lane];
            values = values[length..];
        }
        foreach (var value in values) total += value * value;
        return total;
    }

    private static void AddScaled(Span<float> sum, ReadOnlySpan<float> addend, float factor)
    {
        var i = 0;
        for (; i <= sum.Length - Lanes; i += Lanes)
        {
            var product = Vector256.Create(addend.Slice(i, Lanes)) * factor;
            (Vector256.Create(sum.Slice(i, Lanes)) + product).CopyTo(sum[i..]);
        }
        for (; i < sum.Length; i++) sum[i] += addend[i] * factor;
    }

    private static void Scale(Span<float> values, float factor)
    {
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
            (Vector256.Create(values.Slice(i, Lanes)) * factor).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] *= factor;
    }

    private static int CommonLength(int a, int b, int c) => a == b && b == c
        ? a
        : throw new ArgumentException($"Complex spans of {a}, {b} and {c} numbers do not match.");
}
