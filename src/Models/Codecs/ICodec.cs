using System.Collections.ObjectModel;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// What turns a request into symbols, symbols into a picture, and a picture into figures: three roles, each made once
/// for a worker. Only the judge sees what was meant.
/// </summary>
public interface ICodec
{
    /// <summary>Its name in scenarios.</summary>
    string Name { get; }

    /// <summary>Real symbols of one transmission; an even number.</summary>
    int SymbolCount { get; }

    /// <summary>Complex symbols that go before them: the index of the adapter, taken for received.</summary>
    int HeaderSymbols { get; }

    /// <summary>The weights files that it reads, as the manifest knows them, or its table; none for a stub.</summary>
    IReadOnlyList<WeightsFileEntry> WeightsFiles { get; }

    /// <summary>
    /// How the gains of a link become the one SNR that this codec needs of it; null where symbols really travel.
    /// </summary>
    EffectiveSnr? Abstraction => null;

    /// <summary>
    /// Whether a batch costs less than handing it to another thread; then runs in virtual time compute it in place.
    /// </summary>
    bool IsQuick => false;

    /// <summary>How long batches take where that is given, as by a stub; null where a device's profile says it.</summary>
    IBatchTimes? GivenTimes { get; }

    /// <summary>How long batches take on a device, with this codec's options.</summary>
    IBatchTimes TimesOn(DeviceProfile device) =>
        GivenTimes ?? throw new NotSupportedException($"The codec {Name} says nothing of its steps on a device.");

    /// <summary>
    /// Called before the clock of a run by wall time starts, once for each device: does what a first batch would do.
    /// </summary>
    void WarmUp(string device)
    {
    }

    /// <summary>Called on the thread of the worker; loading weights may take its time.</summary>
    IEncoder CreateEncoder(WorkerPlace place);

    /// <summary>Called on the thread of the worker.</summary>
    IDecoder CreateDecoder(WorkerPlace place);

    /// <summary>Called on the thread of the worker that decodes.</summary>
    IJudge CreateJudge(WorkerPlace place);
}

/// <summary>The transmitter's models, used by one thread at a time; made anew after a crash.</summary>
public interface IEncoder : IDisposable
{
    /// <summary>
    /// Encodes a batch: one result for each request in their order, null where this one cannot be encoded. A result
    /// depends on its request alone. What it throws counts as a crash.
    /// </summary>
    IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch);

    /// <summary>Why requests of the last batch could not be encoded, where that is known.</summary>
    IReadOnlyDictionary<TransmissionId, string> Problems => ReadOnlyDictionary<TransmissionId, string>.Empty;
}

/// <summary>The receiver's models with its loaded adapters, used by one thread at a time.</summary>
public interface IDecoder : IDisposable
{
    /// <summary>What its bank of adapters has done so far.</summary>
    AdapterBankCounts Adapters { get; }

    /// <summary>
    /// Decodes a batch, which may mix adapters: one picture for each frame in their order, null where this one cannot be
    /// decoded. A picture depends on its frame alone. What it throws counts as a crash.
    /// </summary>
    IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch);
}

/// <summary>Measures received pictures against what was meant; no receiver could. Used by one thread at a time.</summary>
public interface IJudge : IDisposable
{
    /// <summary>The figures of each picture, in their order; each depends on its own request alone.</summary>
    IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch);
}

/// <summary>Which worker of a pool, and where it computes.</summary>
/// <param name="Worker">Counted from 0 within its pool.</param>
/// <param name="Device">A device that is there, such as "cpu" or "cuda:0".</param>
public readonly record struct WorkerPlace(int Worker, string Device)
{
    /// <summary>
    /// Ends when the run is to end: what takes long may then throw an <see cref="OperationCanceledException"/>, and its
    /// batch ends as interrupted.
    /// </summary>
    public CancellationToken Stop { get; init; }
}
