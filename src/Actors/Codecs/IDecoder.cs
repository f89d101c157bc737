namespace EditableDeepSC.Actors;

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
