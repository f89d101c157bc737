using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels;

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
