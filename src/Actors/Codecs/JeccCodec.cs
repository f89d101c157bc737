using System.Collections.Concurrent;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Actors;

/// <summary>
/// The learned codec: JECC with the networks of a weights folder, which all workers of a device share.
/// </summary>
/// <param name="options">How it works.</param>
/// <param name="weights">The folder; its files are checked when the codec is made.</param>
/// <param name="adapterSnrsDb">The SNRs that a run's adapter ids stand for; each must be in the folder.</param>
/// <param name="bankSize">Pairs of adapters that a decoder keeps loaded.</param>
/// <param name="deterministic">An item's bits do not depend on its batch, at the cost of shapes of one size.</param>
/// <param name="time">Measures how long adapters load.</param>
public sealed class JeccCodec(JeccCodecOptions options, DirectoryInfo weights, IReadOnlyList<double> adapterSnrsDb,
    int bankSize, bool deterministic, TimeProvider time) : ICodec
{
    // Shared by all codecs of the process: the runs of a sweep load them once.
    private static readonly ConcurrentDictionary<(string Folder, string Device), Lazy<JeccModels>> Models = [];

    public string Name => "jecc";

    public int SymbolCount => 512;

    public int HeaderSymbols => !options.Adapters ? 0 : AdapterHeader.Symbols(adapterSnrsDb.Count);

    /// <summary>Throws a <see cref="WeightsException"/> where a file is missing or is not what the manifest lists.</summary>
    public IReadOnlyList<WeightsFileEntry> WeightsFiles { get; } = JeccModels.Files(weights);

    public IEncoder CreateEncoder(WorkerPlace place) =>
        new JeccSender(options, ModelsOn(place.Device), adapterSnrsDb, deterministic);

    public IDecoder CreateDecoder(WorkerPlace place) =>
        new JeccReceiver(options, ModelsOn(place.Device), adapterSnrsDb, bankSize, deterministic, time);

    private JeccModels ModelsOn(string device) => Models.GetOrAdd((weights.FullName, device),
        _ => new Lazy<JeccModels>(() => new JeccModels(weights, new Device(device)))).Value;
}
