using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// From a latent vector to the received picture over one channel, whose noise the seed keys; rows are those of
/// <see cref="JeccDecoder"/>.
/// </summary>
internal sealed class MeasuredPath(IChannel channel, JeccNetworks networks, Seed noise, int? rows = null)
{
    private readonly Transmission transmission = new(channel);

    /// <summary>
    /// The pictures of latent vectors [N, k] of unit power, all with one pair of adapters or, where null, without; the
    /// SNRs that they met, dB, are added to a list.
    /// </summary>
    public RgbImage[] Receive(
        Tensor latents, AdapterPair? pair, double snrDb, UserId user, long first, List<double>? metSnrsDb = null)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sent = ChannelCoding.Encode(latents, Each(pair?.Encoder, latents)).cpu().data<float>().ToArray();
        var frames = sent.Chunk(networks.SymbolCount).Select((symbols, i) => transmission.Send(
            symbols, 0, new ChannelUse(noise, user, new TransmissionId(first + i), 0, snrDb)).Frame).ToArray();
        metSnrsDb?.AddRange(frames.Select(frame => frame.SnrDb));
        return Decode(stack(frames.Select(frame => tensor(frame.Symbols))), pair);
    }

    /// <summary>What a receiver makes of symbols [N, k], whoever sent them.</summary>
    public RgbImage[] Decode(Tensor symbols, AdapterPair? pair)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var arrived = ChannelCoding.Decode(symbols.to(networks.Device), Each(pair?.Decoder, symbols));
        return networks.Pictures(arrived.unbind(0), rows)!;
    }

    private static ChannelAdapter[]? Each(ChannelAdapter? adapter, Tensor vectors) =>
        adapter is null ? null : [.. Enumerable.Repeat(adapter, (int)vectors.shape[0])];
}
