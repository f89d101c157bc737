using System.Runtime.Intrinsics;

namespace EditableDeepSC.Channels;

/// <summary>The arithmetic of several parity checks of the same layer at a time, one a lane.</summary>
/// <typeparam name="T">Number format of a message.</typeparam>
internal interface ICheckRule<T>
{
    /// <summary>Log-likelihood ratios in the rule's number format.</summary>
    void Quantise(ReadOnlySpan<float> logLikelihoodRatios, Span<T> messages);

    /// <summary>For each edge of the checks, what the other edges imply; both spans hold one vector an edge.</summary>
    void Apply(ref Vector256<T> heard, ref Vector256<T> said, int edges);
}
