using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Baselines;

/// <summary>DeepSC: the network of the SNR that the header names sends and receives.</summary>
/// <param name="weights">The folder of the networks.</param>
/// <param name="side">Of the square pictures, pixels.</param>
/// <param name="adapterSnrsDb">The SNRs that adapter indices stand for, dB.</param>
/// <param name="bankSize">Networks kept loaded.</param>
/// <param name="device">Where they compute.</param>
/// <param name="time">Measures how long they load.</param>
public sealed class DeepScCode(DirectoryInfo weights, int side, IReadOnlyList<double> adapterSnrsDb, int bankSize,
    Device device, TimeProvider time) : IPictureCode
{
    private readonly AdapterBank<DeepSc> bank = new(bankSize,
        index => PriorNetworks.Frozen(DeepScSet.Load(weights, adapterSnrsDb[index]), device), one => one.Dispose(), time);

    public int SymbolCount { get; } = DeepSc.SymbolCount(side);

    public AdapterBankCounts Adapters => bank.Counts;

    public float[]? Encode(RgbImage picture, int adapterIndex, out string? problem)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        problem = null;
        var symbols = bank.Get(adapterIndex).call(ImageTensors.FromImage(picture).unsqueeze(0).to(device));
        return LatentPower.Normalise(symbols).cpu().data<float>().ToArray();
    }

    public ReceivedPicture Decode(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var picture = bank.Get(frame.AdapterIndex).Decode(tensor(frame.Symbols).unsqueeze(0).to(device));
        return new(ImageTensors.ToImage(picture[0]), IsIntact: null);
    }

    public void Dispose() => bank.Clear();
}
