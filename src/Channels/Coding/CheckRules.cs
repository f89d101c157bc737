using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Coding;

/// <summary>The arithmetic of several parity checks of the same layer at a time, one a lane.</summary>
/// <typeparam name="T">Number format of a message.</typeparam>
internal interface ICheckRule<T>
{
    /// <summary>Log-likelihood ratios in the rule's number format.</summary>
    void Quantise(ReadOnlySpan<float> logLikelihoodRatios, Span<T> messages);

    /// <summary>For each edge of the checks, what the other edges imply; both spans hold one vector an edge.</summary>
    void Apply(ref Vector256<T> heard, ref Vector256<T> said, int edges);
}

/// <summary>
/// Normalised min-sum in 16-bit fixed point: product of the other signs, smallest of the other magnitudes, times a
/// factor in 64ths. A posterior is at most 2047 plus one message of 511 for each check, so no sum overflows.
/// </summary>
internal readonly struct MinSumRule(double factor) : ICheckRule<short>
{
    private const int FactorBits = 6;
    private const short LargestMessage = 511;
    private const float LargestInput = 2047;
    private const float StepsPerNat = 8;

    private readonly short _factor = (short)Math.Round(factor * (1 << FactorBits));

    public void Quantise(ReadOnlySpan<float> logLikelihoodRatios, Span<short> messages)
    {
        var halves = MemoryMarshal.Cast<float, Vector256<float>>(logLikelihoodRatios);
        var vectors = MemoryMarshal.Cast<short, Vector256<short>>(messages)[..(halves.Length / 2)];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Vector256.Narrow(Steps(halves[2 * i]), Steps(halves[2 * i + 1]));
        for (var i = vectors.Length * Vector256<short>.Count; i < messages.Length; i++)
            messages[i] = (short)Steps(Vector256.Create(logLikelihoodRatios[i])).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector256<short> heard, ref Vector256<short> said, int edges)
    {
        var smallest = Vector256.Create(LargestMessage);
        var second = smallest;
        var sign = Vector256<short>.Zero;
        for (var edge = 0; edge < edges; edge++)
        {
            var message = Unsafe.Add(ref heard, edge);
            var magnitude = Vector256.Abs(message);
            second = Vector256.Min(second, Vector256.Max(smallest, magnitude));
            smallest = Vector256.Min(smallest, magnitude);
            sign ^= message;
        }
        var others = (smallest * _factor) >> FactorBits;
        var othersOfSmallest = (second * _factor) >> FactorBits;
        for (var edge = 0; edge < edges; edge++)
        {
            var message = Unsafe.Add(ref heard, edge);
            var isSmallest = Vector256.Equals(Vector256.Abs(message), smallest);
            var magnitude = Vector256.ConditionalSelect(isSmallest, othersOfSmallest, others);
            var negative = (sign ^ message) >> 15;
            Unsafe.Add(ref said, edge) = (magnitude ^ negative) - negative;
        }
    }

    private static Vector256<int> Steps(Vector256<float> logLikelihoodRatios) =>
        Vector256.ConvertToInt32Native(Vector256.Round(Vector256.ClampNative(
            logLikelihoodRatios * StepsPerNat, Vector256.Create(-LargestInput), Vector256.Create(LargestInput))));
}

/// <summary>
/// The exact rule. In w = exp(-|L|) two edges combine as (u + v) / (1 + u v), which loses no precision for sure bits,
/// unlike products of tanh(L/2); a forward and a backward pass leave each edge out in turn.
/// </summary>
internal readonly struct SumProductRule : ICheckRule<float>
{
    /// <summary>Keeps exp(-|L|) a normal number; certainty beyond it changes no decision.</summary>
    private const float LargestMagnitude = 80f;

    // Chebyshev interpolation of 2^x on [-1/2, 1/2]: relative error 1e-7.
    private static ReadOnlySpan<float> PowerOfTwo =>
        [0.0013390863f, 0.0096760319f, 0.055503571f, 0.24022107f, 0.69314719f, 1.0000001f];

    public void Quantise(ReadOnlySpan<float> logLikelihoodRatios, Span<float> messages) =>
        logLikelihoodRatios.CopyTo(messages);

    public void Apply(ref Vector256<float> heard, ref Vector256<float> said, int edges)
    {
        Span<Vector256<float>> doubt = stackalloc Vector256<float>[edges];
        var sign = Vector256<float>.Zero;
        var before = Vector256<float>.Zero;
        for (var edge = 0; edge < edges; edge++)
        {
            var message = Unsafe.Add(ref heard, edge);
            var magnitude = Vector256.MinNative(Vector256.Abs(message), Vector256.Create(LargestMagnitude));
            doubt[edge] = ExponentialOfMinus(magnitude);
            sign ^= message;
            Unsafe.Add(ref said, edge) = before;
            before = Combine(before, doubt[edge]);
        }
        var after = Vector256<float>.Zero;
        for (var edge = edges - 1; edge >= 0; edge--)
        {
            var others = Combine(Unsafe.Add(ref said, edge), after);
            after = Combine(after, doubt[edge]);
            var magnitude = Vector256.Abs(GaussianSamples.NaturalLogarithm(others));
            Unsafe.Add(ref said, edge) = magnitude | ((sign ^ Unsafe.Add(ref heard, edge)) & Vector256.Create(-0f));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Combine(Vector256<float> first, Vector256<float> second) =>
        (first + second) / (Vector256<float>.One + first * second);

    /// <summary>exp(-x) as 2^whole 2^part, x at most <see cref="LargestMagnitude"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExponentialOfMinus(Vector256<float> x)
    {
        var exponent = x * -1.44269504f;
        var whole = Vector256.Round(exponent);
        var scale = Vector256.ConvertToInt32Native(whole) << 23;
        return (GaussianSamples.Polynomial(PowerOfTwo, exponent - whole).AsInt32() + scale).AsSingle();
    }
}
