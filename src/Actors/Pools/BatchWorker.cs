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
    private readonly SimulationClock clock;
    private readonly int worker;

    protected BatchWorker(SimulationClock clock, int worker)
    {
        (this.clock, this.worker) = (clock, worker);
        Receive<Batch>(Work);
    }

    /// <summary>Computes; the results go to the pool in the order of the journeys, of which there is at least one.</summary>
    protected abstract IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys);

    /// <summary>Judges what was computed; its time is no part of the worker's.</summary>
    protected virtual IReadOnlyList<Journey> Measure(IReadOnlyList<Journey> journeys) => journeys;

    /// <summary>What goes wrong with a batch on purpose.</summary>
    protected abstract BatchFaults FaultsOf(long batch);

    /// <summary>Frees the models.</summary>
    protected abstract void Free();

    /// <summary>What the bank of adapters has done so far; nothing for an encoder.</summary>
    protected virtual AdapterBankCounts Adapters => default;

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
        var started = clock.Time.GetTimestamp();
        ComputeTime.Occupy(TimeSpan.FromMilliseconds(faults.SlowMs));
        if (faults.CrashDuring)
        {
            if (batch.Journeys.Count > 1) Compute([.. batch.Journeys.Take(batch.Journeys.Count / 2)]);
            throw new InjectedFaultException("A crash in the middle of a batch.");
        }
        var results = Compute(batch.Journeys);
        var (computed, finishedSeconds) = (clock.Time.GetTimestamp(), clock.NowSeconds);
        if (faults.CrashAfter) throw new InjectedFaultException("A crash after a batch.");
        results = Measure(results);
        Context.Parent.Tell(new Worked(worker, batch.Number, results, finishedSeconds,
            clock.Time.GetElapsedTime(started, computed).TotalSeconds,
            clock.Time.GetElapsedTime(computed).TotalSeconds, Adapters));
    }

    public sealed record Batch(long Number, IReadOnlyList<Journey> Journeys);

    /// <summary>
    /// A batch that is done, at a simulated time; how long it computed and measured is for all of it, on the wall clock.
    /// </summary>
    public sealed record Worked(int Worker, long Number, IReadOnlyList<Journey> Journeys, double FinishedSeconds,
        double ComputeSeconds, double MeasureSeconds, AdapterBankCounts Adapters);

    /// <summary>A batch that went down with its worker.</summary>
    public sealed record Crashed(int Worker, long Number);
}
