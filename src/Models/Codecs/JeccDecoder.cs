using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// The receiver: equalised symbols through the channel decoder adapter that the header names and the generator. It loads
/// adapters as they are asked for. The networks stay the caller's. Not thread-safe.
/// </summary>
public sealed class JeccDecoder : IDecoder
{
    private readonly JeccNetworks networks;
    private readonly AdapterBank<LatentCode> bank;
    private readonly LatentCode? bare;
    private readonly int? rows;

    /// <param name="networks">What it computes with.</param>
    /// <param name="adapterSnrsDb">The SNRs that adapter indices stand for, dB.</param>
    /// <param name="bankSize">Pairs of adapters that it keeps loaded.</param>
    /// <param name="coding">What the adapters are; null for what was sent without any.</param>
    /// <param name="rows">Pictures computed at once where bits must not depend on the batch; null: as many as come.</param>
    /// <param name="time">Measures how long adapters load.</param>
    public JeccDecoder(JeccNetworks networks, IReadOnlyList<double> adapterSnrsDb, int bankSize, CodingOptions? coding,
        int? rows, TimeProvider time)
    {
        (this.networks, this.rows) = (networks, rows);
        if (coding is null) bare = new PaperCode(null, networks.Device);
        bank = new AdapterBank<LatentCode>(bankSize,
            index => networks.Code(coding!, adapterSnrsDb[index]), code => code.Dispose(), time);
    }

    public AdapterBankCounts Adapters => bank.Counts;

    public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return networks.Pictures([.. batch.Select(Latent)], rows);
    }

    /// <summary>Loads adapters before they are asked for.</summary>
    public void Load(IEnumerable<int> adapters)
    {
        using var quiet = no_grad();
        foreach (var adapter in adapters) bank.Get(adapter);
    }

    public void Dispose() => bank.Clear();

    /// <summary>[latent]; frame by frame, since a full bank frees one adapter for the next.</summary>
    private Tensor Latent(ReceivedFrame frame) => (bare ?? bank.Get(frame.AdapterIndex)).Decode(frame);
}
