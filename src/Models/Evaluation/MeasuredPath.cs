using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
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
    /// The pictures of latent vectors, all with the same adapters; the SNRs that they met, dB, are added to a list.
    /// </summary>
    public RgbImage[] Receive(IReadOnlyList<SentLatent> latents, LatentCode code, double snrDb, UserId user,
        long first, List<double>? metSnrsDb = null)
    {
        using var scope = NewDisposeScope();
        return Pictures(Latents(latents, code, snrDb, user, first, metSnrsDb));
    }

    /// <summary>The latent vectors [latent] as they are received; the caller's.</summary>
    public Tensor[] Latents(IReadOnlyList<SentLatent> latents, LatentCode code, double snrDb, UserId user,
        long first, List<double>? metSnrsDb = null)
    {
        using var quiet = no_grad();
        return [.. latents.Select((sent, i) =>
        {
            using var symbols = code.Encode(sent.Z, sent.Degrees);
            var (frame, _) = transmission.Send(symbols.cpu().data<float>().ToArray(), 0,
                new ChannelUse(noise, user, new TransmissionId(first + i), 0, snrDb));
            metSnrsDb?.Add(frame.SnrDb);
            return code.Decode(frame);
        })];
    }

    /// <summary>The pictures of latent vectors as they were received.</summary>
    public RgbImage[] Pictures(IReadOnlyList<Tensor> latents) => networks.Pictures(latents, rows)!;
}
