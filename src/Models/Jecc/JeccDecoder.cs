using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// The receiver: equalised symbols through the channel decoder adapter and the generator. The networks stay the
/// caller's. Thread-safe.
/// </summary>
public sealed class JeccDecoder(Networks.Generator generator)
{
    /// <summary>
    /// Portraits [N, 3, S, S], mostly in -1..1, of symbols [N, k] as an MMSE equaliser estimates them; each row with an
    /// adapter of its own, or all without any. Differentiable.
    /// </summary>
    public Tensor Decode(Tensor symbols, IReadOnlyList<ChannelAdapter>? adapters)
    {
        using var latents = ChannelCoding.Decode(symbols, adapters);
        return generator.call(latents);
    }
}
