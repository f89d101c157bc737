using System.Globalization;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>The adapters of a weights folder: a pair for each SNR.</summary>
public sealed class AdapterSet : nn.Module
{
    internal const string FileName = "adapters";
    private readonly List<AdapterPair> pairs;

    /// <summary>The paper's SNRs, dB.</summary>
    internal static IReadOnlyList<double> PaperSnrsDb { get; } = [-6, 0, 6, 12, 18];

    internal AdapterSet(IReadOnlyList<double> snrsDb, IEnumerable<AdapterPair> pairs) : base(nameof(AdapterSet))
    {
        (SnrsDb, this.pairs) = (snrsDb, [.. pairs]);
        foreach (var (snrDb, pair) in snrsDb.Zip(this.pairs)) register_module(NameOf(snrDb), pair);
    }

    /// <summary>The SNRs that pairs were made for, dB; an adapter's id is its place here.</summary>
    public IReadOnlyList<double> SnrsDb { get; }

    public AdapterPair this[int id] => pairs[id];

    /// <summary>The pair made for the nearest SNR.</summary>
    public int Nearest(double snrDb) =>
        Enumerable.Range(0, SnrsDb.Count).MinBy(id => Math.Abs(SnrsDb[id] - snrDb));

    internal static string NameOf(double snrDb) => snrDb.ToString(CultureInfo.InvariantCulture).Replace('.', '_') + "dB";

    private static double SnrOf(string name) =>
        double.Parse(name.Replace("dB", "").Replace('_', '.'), CultureInfo.InvariantCulture);

    /// <summary>Loads all pairs, in the order of their SNRs.</summary>
    public static AdapterSet Load(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        var downs = file.Tensors.Where(tensor => tensor.Name.EndsWith("encoder.down", StringComparison.Ordinal)).ToList();
        var snrs = downs.Select(tensor => SnrOf(tensor.Name.Split('.')[0])).Order().ToList();
        if (snrs.Count == 0)
            throw new WeightsException(WeightsErrorReason.WrongNetwork, $"{FileName}.safetensors holds no adapters.");
        var (rank, size) = ((int)downs[0].Shape[0], (int)downs[0].Shape[1]);
        var set = new AdapterSet(snrs, snrs.Select(_ =>
            new AdapterPair(new ChannelAdapter(rank, size), new ChannelAdapter(rank, size))));
        ModuleWeights.Load(set, file, new NameMap { Wrappers = [] });
        return set;
    }
}
