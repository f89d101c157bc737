using EditableDeepSC.Channels;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>From a latent vector to the received picture over one channel, whose noise the seed keys.</summary>
internal sealed class MeasuredPath(IChannel channel, JeccNetworks networks, Seed noise)
{
    private readonly SymbolLink link = new(channel);
    private readonly JeccDecoder decoder = new(networks.Generator);

    /// <summary>
    /// The pictures of latent vectors [N, k] of unit power, all with one pair of adapters or, where null, without.
    /// </summary>
    public Tensor Receive(Tensor latents, AdapterPair? pair, double snrDb, UserId user, long first)
    {
        using var scope = NewDisposeScope();
        var sent = ChannelCoding.Encode(latents, Each(pair?.Encoder));
        return decoder.Decode(link.Send(sent, snrDb, noise, user, first), Each(pair?.Decoder)).MoveToOuterDisposeScope();

        ChannelAdapter[]? Each(ChannelAdapter? adapter) =>
            adapter is null ? null : [.. Enumerable.Repeat(adapter, (int)latents.shape[0])];
    }
}
