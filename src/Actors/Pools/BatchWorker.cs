using Akka.Actor;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A worker of a pool: one batch at a time, one answer a batch. By the wall clock it computes on a thread of its own; in
/// virtual time a compute thread does, or the same one for a quick codec, and the answer comes when the batch is said to be done. After a crash it tells
/// the pool which batch it had and begins anew with fresh models.
/// </summary>
internal abstract class BatchWorker : ReceiveActor
{
    private readonly RunContext run;
    private readonly int worker;
    private Batch? working;

    protected BatchWorker(RunContext run, int worker)
    {
        (this.run, this.worker) = (run, worker);
        Receive<Batch>(Begin);
        Receive<Computed>(Finish);
    }

    /// <summary>Computes; the results go to the pool in the order of the journeys, of which there is at least one.</summary>
    protected abstract IReadOnlyList<Journey> Compute(IReadOnlyList<Journey> journeys);

    /// <summary>Judges what was computed; its time is no part of the worker's.</summary>
    protected virtual IReadOnlyList<Journey> Measure(IReadOnlyList<Journey> journeys) => journeys;

    /// <summary>What goes wrong with a batch on purpose.</summary>
    protected abstract BatchFaults FaultsOf(long batch);

    /// <summary>What a batch is said to take at least, and, once computed, in all; seconds.</summary>
    protected abstract (double Least, Func<IReadOnlyList<Journey>, double> Of) TimesOf(
        IReadOnlyList<Journey> journeys);

    /// <summary>Frees the models.</summary>
    protected abstract void Free();

    /// <summary>What the bank of adapters has done so far; nothing for an encoder.</summary>
    protected virtual AdapterBankCounts Adapters => default;

    protected override void PreRestart(Exception reason, object? message)
    {
        if (working is { } batch) Context.Parent.Tell(new Crashed(worker, batch.Number));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        Free();
        base.PostStop();
    }

    private void Begin(Batch batch)
    {
        working = batch;
        var faults = FaultsOf(batch.Number);
        if (faults.CrashBefore) throw new InjectedFaultException("A crash before a batch.");
        var part = faults.CrashDuring ? [.. batch.Journeys.Take((batch.Journeys.Count + 1) / 2)] : batch.Journeys;
        if (run.Virtual is not { } time)
        {
            Finish(ComputeHere(part, faults));
            return;
        }
        var (least, of) = TimesOf(part);
        var slowSeconds = faults.SlowMs / 1000;
        time.Compute(run.Threads, () => Attempt(part, faults, of, slowSeconds), least + slowSeconds, Self);
    }

    private Computed ComputeHere(IReadOnlyList<Journey> part, BatchFaults faults)
    {
        var time = run.Clock.Time;
        var started = time.GetTimestamp();
        Occupy(faults.SlowMs / 1000);
        var results = Compute(part);
        if (run.Codec.GivenTimes is not null) Occupy(TimesOf(part).Of(results));
        var (computed, finishedSeconds) = (time.GetTimestamp(), run.Clock.NowSeconds);
        if (faults.CrashDuring || faults.CrashAfter) return new Computed(results, faults, null, 0, 0, 0);
        results = Measure(results);
        return new Computed(results, faults, null, finishedSeconds,
            time.GetElapsedTime(started, computed).TotalSeconds, time.GetElapsedTime(computed).TotalSeconds);
    }

    /// <summary>On a compute thread: what is thrown there is thrown by the actor when the batch would be done.</summary>
    private (object, double) Attempt(IReadOnlyList<Journey> part, BatchFaults faults,
        Func<IReadOnlyList<Journey>, double> secondsOf, double slowSeconds)
    {
        try
        {
            var results = Compute(part);
            var seconds = slowSeconds + secondsOf(results);
            if (!faults.CrashDuring && !faults.CrashAfter) results = Measure(results);
            return (new Computed(results, faults, null, null, seconds, 0), seconds);
        }
        catch (Exception cause)
        {
            return (new Computed([], faults, cause, null, slowSeconds, 0), slowSeconds);
        }
    }

    private void Finish(Computed done)
    {
        if (done.Cause is not null) throw new InvalidOperationException($"A batch failed: {done.Cause.Message}", done.Cause);
        if (done.Faults.CrashDuring) throw new InjectedFaultException("A crash in the middle of a batch.");
        if (done.Faults.CrashAfter) throw new InjectedFaultException("A crash after a batch.");
        var number = working!.Number;
        working = null;
        Context.Parent.Tell(new Worked(worker, number, done.Journeys, done.FinishedSeconds ?? run.Clock.NowSeconds,
            done.ComputeSeconds, done.MeasureSeconds, Adapters));
    }

    /// <summary>Holds the worker's own thread for a while, as computing would.</summary>
    private static void Occupy(double seconds)
    {
        if (seconds <= 0) return;
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(seconds));
    }

    public sealed record Batch(long Number, IReadOnlyList<Journey> Journeys);

    /// <summary>
    /// A batch that is done, at a simulated time; how long it computed and measured is for all of it, by the run's clock.
    /// </summary>
    public sealed record Worked(int Worker, long Number, IReadOnlyList<Journey> Journeys, double FinishedSeconds,
        double ComputeSeconds, double MeasureSeconds, AdapterBankCounts Adapters);

    /// <summary>A batch that went down with its worker.</summary>
    public sealed record Crashed(int Worker, long Number);

    private sealed record Computed(IReadOnlyList<Journey> Journeys, BatchFaults Faults, Exception? Cause,
        double? FinishedSeconds, double ComputeSeconds, double MeasureSeconds);
}
