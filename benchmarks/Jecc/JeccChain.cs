using EditableDeepSC.Channels.Channels;
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
    private readonly SymbolLink link = new(new AwgnChannel());
    private readonly JeccDecoder decoder = new(networks.Generator);

    /// <summary>Takes requests to received pictures, as many at once as there are slots.</summary>
    internal StageTimes Run(IReadOnlyList<JeccRequest> requests, Action<IReadOnlyList<JeccEncoding>>? encoded = null)
    {
        var times = new StageTimes();
        var encoder = new JeccEncoder(networks, options, stage => times.End((int)stage));
        foreach (var (batch, first) in requests.Chunk(options.Slots).Select((batch, i) => (batch, i * options.Slots)))
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            times.Start();
            var encodings = encoder.Encode(batch);
            var symbols = stack(encodings.Select(encoding => tensor(encoding.Symbols))).to(networks.Device);
            var received = link.Send(symbols, SnrDb, Noise, default, first);
            times.End((int)JeccStage.Symbols);
            decoder.Decode(received, [.. batch.Select(request => networks.Adapters[request.AdapterId].Decoder)]);
            times.End((int)JeccStage.Symbols + 1);
            encoded?.Invoke(encodings);
        }
        return times;
    }
}
