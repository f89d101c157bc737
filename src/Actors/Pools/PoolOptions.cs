using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Workers that share a queue.</summary>
public sealed record PoolOptions
{
    /// <summary>The profile of workers for which none is named: two CPU cores.</summary>
    public const string DefaultProfile = "cpu-2";

    [Parameter("Workers, each with a thread and models of its own.", Min = 1, Max = 256)]
    public int Workers { get; init; } = 1;

    [Parameter("Where they compute: worker i takes the device i modulo their number; none takes that of --device.",
        MaxCount = 256)]
    public IReadOnlyList<string> Devices { get; init; } = [];

    [Parameter("Their device profiles in virtual time: worker i takes profile i modulo their number; none takes cpu-2.",
        MaxCount = 256)]
    public IReadOnlyList<string> Profiles { get; init; } = [];

    [Parameter("How waiting items become batches.")]
    public BatchingOptions Batching { get; init; } = new();

    /// <summary>The place of a worker; the CPU where no device is given.</summary>
    public WorkerPlace PlaceOf(int worker) =>
        new(worker, Devices.Count == 0 ? "cpu" : Devices[worker % Devices.Count]);
}

/// <summary>What a pool has done.</summary>
/// <param name="Batches">Its queue and batches.</param>
/// <param name="Restarts">Workers that crashed and began anew.</param>
/// <param name="Adapters">What the banks of all its workers have done.</param>
public sealed record PoolReport(BatchCounts Batches, int Restarts, AdapterBankCounts Adapters);
