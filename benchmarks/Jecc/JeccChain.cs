using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>Transmitter, air and receiver, in batches.</summary>
internal sealed class JeccChain(JeccNetworks networks, JeccOptions options)
{
    internal const double SnrDb = 6;
    private static readonly Seed Noise = new(81);
    private readonly Transmission transmission = new(new AwgnChannel());

    /// <summary>Takes requests to received pictures, as many at once as there are slots.</summary>
    internal StageTimes Run(IReadOnlyList<EditRequest> requests, Action<IReadOnlyList<Encoding?>>? encoded = null)
    {
        var times = new StageTimes();
        using var decoder = new JeccDecoder(networks, networks.Adapters.SnrsDb, networks.Adapters.SnrsDb.Count,
            new(), rows: null, TimeProvider.System);
        using var encoder = new JeccEncoder(networks, options, finished: step => times.End((int)step));
        foreach (var batch in requests.Chunk(options.Slots))
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            times.Start();
            var encodings = encoder.Encode(batch);
            ReceivedFrame[] frames = [.. encodings.Zip(batch, (encoding, request) => transmission.Send(encoding!.Symbols,
                request.AdapterIndex, new ChannelUse(Noise, request.User, request.Id, 0, SnrDb)).Frame)];
            times.End((int)JeccStep.Symbols);
            decoder.Decode(frames);
            times.End((int)JeccStep.Symbols + 1);
            encoded?.Invoke(encodings);
        }
        return times;
    }
}
