using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors;

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
