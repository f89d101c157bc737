using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>Workers that share a queue.</summary>
public sealed record PoolOptions
{
    /// <summary>The profile of workers for which none is named: two CPU cores.</summary>
    public const string DefaultProfile = "cpu-2";

    [Parameter("Workers of this process, each with a thread and models of its own.", Min = 0, Max = 256)]
    public int Workers { get; init; } = 1;

    [Parameter("Workers of other processes that the run waits for; \"workers\": { \"remote\": 4 } is the same and leaves out "
        + "those of this process.", Min = 0, Max = 4096)]
    public int RemoteWorkers { get; init; }

    [Parameter("How often a request may fail alone, by a crash of its worker, before it is given up; batches are split.",
        Min = 1, Max = 100)]
    public int Attempts { get; init; } = 3;

    [Parameter("Time by the wall clock after which a batch goes to another worker; 0 takes 30 s and ten times what the "
        + "device profile says.", Min = 0, Max = 1e6, Unit = "s")]
    public double DeadlineSeconds { get; init; }

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
public sealed record PoolReport(BatchCounts Batches, int Restarts, AdapterBankCounts Adapters)
{
    /// <summary>Batches that failed and were tried again, as a whole or in parts.</summary>
    public long Returned { get; init; }

    /// <summary>Results that came when somebody else had the batch.</summary>
    public long LateResults { get; init; }

    /// <summary>All workers that were there.</summary>
    public IReadOnlyList<WorkerReport> Workers { get; init; } = [];
}

/// <summary>What one worker has done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Batches">Batches that it answered.</param>
/// <param name="Items">Requests in them.</param>
/// <param name="Returned">Batches that it lost.</param>
/// <param name="ComputeSeconds">How long it computed and measured, by its own clock.</param>
/// <param name="AnswerSeconds">How long the pool waited for its answers.</param>
/// <param name="SentBytes">What went to it; 0 within a process.</param>
/// <param name="ReceivedBytes">What came from it.</param>
/// <param name="IsGone">Whether it left, died or was given up.</param>
public sealed record WorkerReport(string Name, long Batches, long Items, long Returned, double ComputeSeconds,
    double AnswerSeconds, long SentBytes, long ReceivedBytes, bool IsGone);
