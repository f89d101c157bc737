using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// The receiver: equalised symbols through the channel decoder adapter that the header names and the generator. It loads
/// adapters as they are asked for. The networks stay the caller's. Not thread-safe.
/// </summary>
public sealed class JeccDecoder : IDecoder
{
    private readonly JeccNetworks networks;
    private readonly AdapterBank<AdapterPair> bank;
    private readonly bool adapters;
    private readonly int? rows;

    /// <param name="networks">What it computes with.</param>
    /// <param name="adapterSnrsDb">The SNRs that adapter indices stand for, dB.</param>
    /// <param name="bankSize">Pairs of adapters that it keeps loaded.</param>
    /// <param name="adapters">Whether symbols are repaired; false for what was sent without adapters.</param>
    /// <param name="rows">Pictures computed at once where bits must not depend on the batch; null: as many as come.</param>
    /// <param name="time">Measures how long adapters load.</param>
    public JeccDecoder(JeccNetworks networks, IReadOnlyList<double> adapterSnrsDb, int bankSize, bool adapters,
        int? rows, TimeProvider time)
    {
        (this.networks, this.adapters, this.rows) = (networks, adapters, rows);
        bank = new AdapterBank<AdapterPair>(bankSize,
            index => PriorNetworks.Frozen(AdapterSet.LoadPair(networks.Weights, adapterSnrsDb[index]), networks.Device),
            pair => pair.Dispose(), time);
    }

    public AdapterBankCounts Adapters => bank.Counts;

    public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return networks.Pictures([.. batch.Select(Latent)], rows);
    }

    public void Dispose() => bank.Clear();

    /// <summary>[latent]; frame by frame, since a full bank frees one adapter for the next.</summary>
    private Tensor Latent(ReceivedFrame frame) => ChannelCoding.Decode(
        tensor(frame.Symbols).to(networks.Device).unsqueeze(0),
        adapters ? [bank.Get(frame.AdapterIndex).Decoder] : null).squeeze(0);
}
