using System.Numerics;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// Between latent vectors and symbols, both [N, k]: each row with an adapter of its own, or all without any.
/// Differentiable.
/// </summary>
public static class ChannelCoding
{
    /// <summary>Through A_CE (eq. 16), spread, and scaled to unit power, as every transmission will be (eq. 4).</summary>
    public static Tensor Encode(Tensor latents, IReadOnlyList<ChannelAdapter>? adapters)
    {
        using var scope = NewDisposeScope();
        return LatentPower.Normalise(Spreading.Apply(Adapt(latents, adapters))).MoveToOuterDisposeScope();
    }

    /// <summary>Of symbols as an MMSE equaliser estimates them: gathered again, then through A_CD (eq. 17).</summary>
    public static Tensor Decode(Tensor symbols, IReadOnlyList<ChannelAdapter>? adapters)
    {
        using var scope = NewDisposeScope();
        return Adapt(Spreading.Apply(symbols), adapters).MoveToOuterDisposeScope();
    }

    private static Tensor Adapt(Tensor vectors, IReadOnlyList<ChannelAdapter>? adapters) =>
        adapters is null ? vectors.alias() : ChannelAdapter.Apply(vectors, adapters);
}

/// <summary>Eq. 4 with P = 1: each transmission's real symbols have an average power of one.</summary>
public static class LatentPower
{
    /// <summary>
    /// Vectors [N, k] scaled to unit average power each. The generator begins with a pixel norm, so a latent vector's
    /// image stays the same.
    /// </summary>
    public static Tensor Normalise(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return (vectors * (vectors.square().mean([1], keepdim: true) + 1e-12).rsqrt()).MoveToOuterDisposeScope();
    }
}

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
