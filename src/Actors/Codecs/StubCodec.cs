using EditableDeepSC.Channels;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors;

/// <summary>
/// A codec without networks: what it sends is keyed by the transmission, and the quality that it reports follows from
/// the errors that the symbols really had, so links, queues and adapters can be studied without weights.
/// </summary>
public sealed class StubCodec(
    StubOptions options, Seed seed, IReadOnlyList<double> adapterSnrsDb, int bankSize, TimeProvider time) : ICodec
{
    public string Name => "stub";

    public int SymbolCount => 512;

    public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

    public IEncoder CreateEncoder(WorkerPlace place) => new StubEncoder(options, seed, SymbolCount);

    public IDecoder CreateDecoder(WorkerPlace place) => new StubDecoder(options, seed, adapterSnrsDb, bankSize, time);
}
