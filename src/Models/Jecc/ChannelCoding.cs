using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// Between latent vectors and symbols, both [N, k]: each row with an adapter of its own, or all without any.
/// Differentiable.
/// </summary>
public static class ChannelCoding
{
    /// <summary>Through A_CE (eq. 16), spread, and scaled to the power that eq. 4 allows.</summary>
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
