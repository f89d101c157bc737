using System.Numerics;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// The Walsh-Hadamard transform between latents and symbols: each symbol carries a share of every number of z, so that
/// a fade weakens all of them a little instead of wiping out a few. Orthonormal and its own inverse: power stays, and
/// over AWGN nothing changes.
/// </summary>
public static class Spreading
{
    /// <summary>Latents [N, k] to symbols [N, k], or back; k is a power of two. Differentiable.</summary>
    public static Tensor Apply(Tensor vectors)
    {
        var size = vectors.shape[1];
        if (!BitOperations.IsPow2(size))
            throw new ArgumentException(
                $"Vectors of {size} numbers cannot be spread; take a power of two.", nameof(vectors));
        using var scope = NewDisposeScope();
        var spread = vectors / Math.Sqrt(size);
        for (var half = 1L; half < size; half *= 2)
        {
            var pairs = spread.view(-1, size / (2 * half), 2, half).unbind(2);
            spread = stack([pairs[0] + pairs[1], pairs[0] - pairs[1]], 2);
        }
        return spread.view(-1, size).MoveToOuterDisposeScope();
    }
}
