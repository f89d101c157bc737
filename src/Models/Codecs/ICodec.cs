using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>The learned part of the system: makes encoders and decoders, one of each for each worker thread.</summary>
public interface ICodec
{
    /// <summary>Its name in scenarios.</summary>
    string Name { get; }

    /// <summary>Real symbols of one transmission; an even number.</summary>
    int SymbolCount { get; }

    /// <summary>Complex symbols that go before them: the id of the adapter, taken for received.</summary>
    int HeaderSymbols { get; }

    /// <summary>The weights files that it reads, as the manifest knows them; none without networks.</summary>
    IReadOnlyList<WeightsFileEntry> WeightsFiles { get; }

    /// <summary>Called on the thread of the worker; loading weights may take its time.</summary>
    IEncoder CreateEncoder(WorkerPlace place);

    /// <summary>Called on the thread of the worker.</summary>
    IDecoder CreateDecoder(WorkerPlace place);
}

/// <summary>The models of one encoder, used by one thread at a time; made anew after a crash.</summary>
public interface IEncoder : IDisposable
{
    /// <summary>
    /// Encodes a batch, one result for each request in their order. A result depends on its request alone. What it
    /// throws counts as a crash: the whole batch fails and the encoder is made anew.
    /// </summary>
    IReadOnlyList<EncodeResult> Encode(IReadOnlyList<EncodeRequest> batch);
}

/// <summary>The models of one decoder with its loaded adapters, used by one thread at a time.</summary>
public interface IDecoder : IDisposable
{
    /// <summary>What its bank of adapters has done so far.</summary>
    AdapterBankCounts Adapters { get; }

    /// <summary>
    /// How long it has spent so far on what no receiver would do: on measuring how good its pictures are.
    /// </summary>
    TimeSpan Measuring { get; }

    /// <summary>
    /// Decodes a batch, which may mix adapters, one result for each request in their order. A result depends on its
    /// request alone. What it throws counts as a crash.
    /// </summary>
    IReadOnlyList<DecodeResult> Decode(IReadOnlyList<DecodeRequest> batch);
}

/// <summary>Which worker of a pool, and where it computes.</summary>
/// <param name="Worker">Counted from 0 within its pool.</param>
/// <param name="Device">A device that is there, such as "cpu" or "cuda:0".</param>
public readonly record struct WorkerPlace(int Worker, string Device);
