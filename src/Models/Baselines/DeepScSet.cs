using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Baselines;

/// <summary>DeepSC of a weights folder: a network for each SNR, all in one file.</summary>
internal sealed class DeepScSet : nn.Module
{
    public const string FileName = "deepsc";

    public DeepScSet(IReadOnlyList<double> snrsDb) : base(nameof(DeepScSet))
    {
        (SnrsDb, Networks) = (snrsDb, [.. snrsDb.Select(_ => new DeepSc())]);
        foreach (var (snrDb, network) in snrsDb.Zip(Networks)) register_module(AdapterSet.NameOf(snrDb), network);
    }

    public IReadOnlyList<double> SnrsDb { get; }

    public IReadOnlyList<DeepSc> Networks { get; }

    /// <summary>The network of one SNR, dB, alone; throws a <see cref="WeightsException"/> where there is none.</summary>
    public static DeepSc Load(DirectoryInfo weights, double snrDb)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        Check(file, snrDb);
        var network = new DeepSc();
        ModuleWeights.Load(network, file, new NameMap { Wrappers = [AdapterSet.NameOf(snrDb) + "."] });
        return network;
    }

    /// <summary>Throws a <see cref="WeightsException"/> where the folder has no network for one of some SNRs, dB.</summary>
    public static void Check(DirectoryInfo weights, IEnumerable<double> snrsDb)
    {
        using var file = SafetensorsFile.Open(PriorNetworks.PathOf(weights, FileName));
        foreach (var snrDb in snrsDb) Check(file, snrDb);
    }

    private static void Check(SafetensorsFile file, double snrDb)
    {
        var prefix = AdapterSet.NameOf(snrDb) + ".";
        if (!file.Tensors.Any(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            throw new WeightsException(WeightsErrorReason.WrongNetwork, string.Create(CultureInfo.InvariantCulture,
                $"{FileName}.safetensors has no network for {snrDb} dB; './eds train deepsc' makes those of the paper's SNRs."));
        }
    }
}
