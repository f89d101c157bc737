using EditableDeepSC.Models.Weights;

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

    /// <summary>
    /// A pair for any SNR, dB: between the two neighbours in proportion, or the last one beyond the ends. The caller
    /// disposes it.
    /// </summary>
    public AdapterPair Between(double snrDb)
    {
        var above = Enumerable.Range(1, SnrsDb.Count - 1).FirstOrDefault(id => SnrsDb[id] >= snrDb, SnrsDb.Count - 1);
        var (low, high) = (SnrsDb[above - 1], SnrsDb[above]);
        var share = Math.Clamp((snrDb - low) / (high - low), 0, 1);
        return new(ChannelAdapter.Between(pairs[above - 1].Encoder, pairs[above].Encoder, share),
            ChannelAdapter.Between(pairs[above - 1].Decoder, pairs[above].Decoder, share));
    }

    internal static string NameOf(double snrDb) =>
        snrDb.ToString(CultureInfo.InvariantCulture).Replace('.', '_') + "dB";

    private static double SnrOf(string name) =>
        double.Parse(name.Replace("dB", "").Replace('_', '.'), CultureInfo.InvariantCulture);

    /// <summary>Loads all pairs, in the order of their SNRs.</summary>
    public static AdapterSet Load(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        var snrs = SnrsOf(file);
        return new(snrs, snrs.Select(snrDb => Read(file, snrDb)));
    }

    /// <summary>The SNRs, dB, in order, that a weights folder has pairs for.</summary>
    public static IReadOnlyList<double> SnrsOf(DirectoryInfo weights)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        return SnrsOf(file);
    }

    /// <summary>Loads the pair of one SNR, dB, alone.</summary>
    public static AdapterPair LoadPair(DirectoryInfo weights, double snrDb)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        return Read(file, snrDb);
    }

    private static List<double> SnrsOf(SafetensorsFile file) =>
        [.. file.Tensors.Select(tensor => tensor.Name.Split('.')[0]).Distinct().Select(SnrOf).Order()];

    private static AdapterPair Read(SafetensorsFile file, double snrDb)
    {
        var name = NameOf(snrDb);
        var shape = file.Tensors.FirstOrDefault(tensor => tensor.Name == name + ".encoder.down")?.Shape
            ?? throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"{FileName}.safetensors holds no adapters for {snrDb} dB; './eds train adapters' makes them.");
        var (rank, size) = ((int)shape[0], (int)shape[1]);
        var pair = new AdapterPair(new ChannelAdapter(rank, size), new ChannelAdapter(rank, size));
        ModuleWeights.Load(pair, file, new NameMap { Wrappers = [name + "."] });
        return pair;
    }
}
