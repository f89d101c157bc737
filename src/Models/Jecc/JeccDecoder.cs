using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// The receiver: equalised symbols, gathered again, through the channel decoder adapter (eq. 17) and the generator. The
/// networks stay the caller's. Thread-safe.
/// </summary>
public sealed class JeccDecoder(Networks.Generator generator)
{
    /// <summary>
    /// Portraits [N, 3, S, S], mostly in -1..1, of symbols [N, k] as an MMSE equaliser estimates them; each row with an
    /// adapter of its own, or all without any. Differentiable.
    /// </summary>
    public Tensor Decode(Tensor symbols, IReadOnlyList<ChannelAdapter>? adapters)
    {
        using var scope = NewDisposeScope();
        var latents = Spreading.Apply(symbols);
        if (adapters is not null) latents = ChannelAdapter.Apply(latents, adapters);
        return generator.call(latents).MoveToOuterDisposeScope();
    }
}
