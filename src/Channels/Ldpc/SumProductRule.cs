using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels;

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
