using Akka.Actor;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A worker of a pool, on a thread of its own: one batch at a time, one answer a batch. After a crash it tells the pool
/// which batch it had and begins anew with fresh models.
/// </summary>
internal abstract class BatchWorker : ReceiveActor
{
    private readonly int worker;
    private readonly TimeProvider time;

    protected BatchWorker(int worker, TimeProvider time)
    {
        (this.worker, this.time) = (worker, time);
        Receive<Batch>(Work);
    }

    /// <summary>Computes; the results go to the pool in the order of the journeys.</summary>
    protected abstract IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys);

    /// <summary>What goes wrong with a batch on purpose.</summary>
    protected abstract BatchFaults FaultsOf(long batch);

    /// <summary>Frees the models.</summary>
    protected abstract void Free();

    /// <summary>What the bank of adapters has done so far; nothing for an encoder.</summary>
    protected virtual AdapterBankCounts Adapters => default;

    /// <summary>How long it has measured so far instead of computing; nothing for an encoder.</summary>
    protected virtual TimeSpan Measuring => default;

    protected override void PreRestart(Exception reason, object? message)
    {
        if (message is Batch batch) Context.Parent.Tell(new Crashed(worker, batch.Number));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        Free();
        base.PostStop();
    }

    private void Work(Batch batch)
    {
        var faults = FaultsOf(batch.Number);
        if (faults.CrashBefore) throw new InjectedFaultException("A crash before a batch.");
        var (started, measured) = (time.GetTimestamp(), Measuring);
        ComputeTime.Occupy(TimeSpan.FromMilliseconds(faults.SlowMs));
        if (faults.CrashDuring)
        {
            Compute([.. batch.Journeys.Take(batch.Journeys.Count / 2)]);
            throw new InjectedFaultException("A crash in the middle of a batch.");
        }
        var results = Compute(batch.Journeys);
        if (faults.CrashAfter) throw new InjectedFaultException("A crash after a batch.");
        var measuring = Measuring - measured;
        Context.Parent.Tell(new Worked(worker, batch.Number, results,
            (time.GetElapsedTime(started) - measuring).TotalSeconds, measuring.TotalSeconds, Adapters));
    }

    public sealed record Batch(long Number, IReadOnlyList<Journey> Journeys);

    /// <summary>A batch that is done; its times are for all of it, on the wall clock.</summary>
    public sealed record Worked(int Worker, long Number, IReadOnlyList<Journey> Journeys, double ComputeSeconds,
        double MeasureSeconds, AdapterBankCounts Adapters);

    /// <summary>A batch that went down with its worker.</summary>
    public sealed record Crashed(int Worker, long Number);
}
