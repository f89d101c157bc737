using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Time;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A worker of a pool, in this process or another: one batch at a time, one answer a batch, and each answer asks for the
/// next one. By the wall clock it computes on a thread of its own; in virtual time a compute thread does, or the same one
/// for a quick codec, and the answer comes when the batch is said to be done. After a crash it tells the pool which batch
/// it had and begins anew with fresh models.
/// </summary>
internal abstract class BatchWorker : ReceiveActor
{
    private readonly Workshop shop;
    private IActorRef pool = ActorRefs.Nobody;
    private Batch? working;

    protected BatchWorker(Workshop shop)
    {
        this.shop = shop;
        Receive<Batch>(batch =>
        {
            pool = Sender;
            Begin(batch);
        });
        Receive<Computed>(Finish);
        Receive<Dismissed>(_ => (shop.Desk ?? Sender).Tell(shop.Application));
    }

    protected override void PreStart() => shop.Desk?.Tell(shop.Application, Self);

    protected override void PostRestart(Exception reason)
    {
        // It still has its place.
    }

    /// <summary>Computes: one result for each item, in their order.</summary>
    protected abstract IReadOnlyList<WorkResult> Compute(IReadOnlyList<WorkItem> items);

    /// <summary>Judges what was computed; its time is no part of the worker's.</summary>
    protected virtual IReadOnlyList<WorkResult> Measure(
        IReadOnlyList<WorkItem> items, IReadOnlyList<WorkResult> results) => results;

    /// <summary>What a batch is said to take at least, and, once computed, in all; seconds.</summary>
    protected abstract (double Least, Func<IReadOnlyList<WorkResult>, double> Of) TimesOf(
        IBatchTimes times, IReadOnlyList<WorkItem> items);

    /// <summary>Frees the models.</summary>
    protected abstract void Free();

    /// <summary>What the bank of adapters has done so far; nothing for an encoder.</summary>
    protected virtual AdapterBankCounts Adapters => default;

    protected override void PreRestart(Exception reason, object? message)
    {
        if (working is { } batch) pool.Tell(new Crashed(batch.Worker, batch.Number, reason.GetBaseException().Message));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        Free();
        base.PostStop();
    }

    /// <summary>A codec that returns more or fewer results than it got items would lose some.</summary>
    protected static IReadOnlyList<TResult> Checked<TResult>(IReadOnlyList<TResult> results, int items, string of) =>
        results.Count == items ? results
            : throw new InvalidOperationException($"The {of} gave {results.Count} results for {items} items.");

    private void Begin(Batch batch)
    {
        working = batch;
        var faults = batch.Faults;
        if (faults.CrashBefore) throw new InjectedFaultException("A crash before a batch.");
        var part = faults.CrashDuring ? [.. batch.Items.Take((batch.Items.Count + 1) / 2)] : batch.Items;
        if (shop.Virtual is not { } time)
        {
            Finish(ComputeHere(part, faults));
            return;
        }
        var (least, of) = TimesOf(shop.Times!, part);
        var slowSeconds = faults.SlowMs / 1000;
        time.Compute(shop.Threads, () => Attempt(part, faults, of, slowSeconds), least + slowSeconds, Self);
    }

    private Computed ComputeHere(IReadOnlyList<WorkItem> part, BatchFaults faults)
    {
        var started = shop.Time.GetTimestamp();
        Occupy(faults.SlowMs / 1000);
        var results = ComputeUntilStopped(part);
        if (shop.Codec.GivenTimes is { } given) Occupy(TimesOf(given, part).Of(results));
        var computed = shop.Time.GetTimestamp();
        if (faults.CrashDuring || faults.CrashAfter) return new Computed(results, faults, null, 0, 0);
        results = Measure(part, results);
        return new Computed(results, faults, null, shop.Time.GetElapsedTime(started, computed).TotalSeconds,
            shop.Time.GetElapsedTime(computed).TotalSeconds);
    }

    /// <summary>On a compute thread: what is thrown there is thrown by the actor when the batch would be done.</summary>
    private (object, double) Attempt(IReadOnlyList<WorkItem> part, BatchFaults faults,
        Func<IReadOnlyList<WorkResult>, double> secondsOf, double slowSeconds)
    {
        try
        {
            var results = ComputeUntilStopped(part);
            var seconds = slowSeconds + secondsOf(results);
            if (!faults.CrashDuring && !faults.CrashAfter) results = Measure(part, results);
            return (new Computed(results, faults, null, seconds, 0), seconds);
        }
        catch (Exception cause)
        {
            return (new Computed([], faults, cause, slowSeconds, 0), slowSeconds);
        }
    }

    private IReadOnlyList<WorkResult> ComputeUntilStopped(IReadOnlyList<WorkItem> items)
    {
        try
        {
            return Compute(items);
        }
        catch (OperationCanceledException) when (shop.Place.Stop.IsCancellationRequested)
        {
            return [.. items.Select(_ => new WorkResult { Reason = EndReason.Interrupted })];
        }
    }

    private void Finish(Computed done)
    {
        if (done.Cause is not null) throw new InvalidOperationException($"A batch failed: {done.Cause.Message}", done.Cause);
        if (done.Faults.CrashDuring) throw new InjectedFaultException("A crash in the middle of a batch.");
        if (done.Faults.CrashAfter) throw new InjectedFaultException("A crash after a batch.");
        var batch = working!;
        working = null;
        pool.Tell(new Worked(
            batch.Worker, batch.Number, done.Results, done.ComputeSeconds, done.MeasureSeconds, Adapters));
    }

    /// <summary>Holds the worker's own thread for a while, as computing would.</summary>
    private static void Occupy(double seconds)
    {
        if (seconds <= 0) return;
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>A worker, the sender, is there and asks for as many batches as it has slots.</summary>
    /// <param name="Stage">What it does: encoding or decoding.</param>
    /// <param name="Name">For reports.</param>
    /// <param name="Slots">Batches that it takes at a time: 2 lets the next one travel while it computes.</param>
    public sealed record Join(Stage Stage, string Name, int Slots);

    /// <summary>The pool has given the worker's place up, and what it had to others: it may ask to join again.</summary>
    public sealed record Dismissed
    {
        public static Dismissed Instance { get; } = new();
    }

    /// <summary>Work for a worker of a number; <paramref name="Faults"/> is what goes wrong on purpose.</summary>
    public sealed record Batch(long Number, IReadOnlyList<WorkItem> Items, BatchFaults Faults, int Worker)
    {
        /// <summary>What it was on the wire; 0 within a process.</summary>
        public int Bytes { get; set; }
    }

    /// <summary>A batch that is done; how long it computed and measured is for all of it, by the worker's clock.</summary>
    public sealed record Worked(int Worker, long Number, IReadOnlyList<WorkResult> Results, double ComputeSeconds,
        double MeasureSeconds, AdapterBankCounts Adapters)
    {
        /// <summary>What it was on the wire; 0 within a process.</summary>
        public int Bytes { get; set; }
    }

    /// <summary>A batch that its worker could not compute.</summary>
    public sealed record Crashed(int Worker, long Number, string Cause);

    private sealed record Computed(IReadOnlyList<WorkResult> Results, BatchFaults Faults, Exception? Cause,
        double ComputeSeconds, double MeasureSeconds);
}

/// <summary>What a worker works with.</summary>
/// <param name="Codec">Its models.</param>
/// <param name="Place">Which worker it is and where it computes.</param>
/// <param name="Time">Its clock.</param>
internal sealed record Workshop(ICodec Codec, WorkerPlace Place, TimeProvider Time)
{
    /// <summary>How long batches are said to take in virtual time.</summary>
    public IBatchTimes? Times { get; init; }

    /// <summary>Virtual time and the threads that compute beside it; null by the wall clock.</summary>
    public VirtualScheduler? Virtual { get; init; }

    public ComputeThreads? Threads { get; init; }

    /// <summary>Where it asks to join a pool; null for one whose pool made it.</summary>
    public IActorRef? Desk { get; init; }

    /// <summary>With what it asks, at its start and after it was dismissed.</summary>
    public BatchWorker.Join? Application { get; init; }
}

/// <summary>One item of a batch.</summary>
/// <param name="Request">What was asked for.</param>
internal sealed record WorkItem(EditRequest Request)
{
    /// <summary>What the transmitter sent, for the judge; null before it is encoded.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>What the user meant, for the judge; null where nobody knows.</summary>
    public RequestLabel? Meant { get; init; }

    /// <summary>What the receiver has; null before it is sent.</summary>
    public ReceivedFrame? Frame { get; init; }

    public TransmissionId Id => Request.Id;
}

/// <summary>What became of one item.</summary>
internal readonly record struct WorkResult
{
    /// <summary>Why it failed alone; none where it did not.</summary>
    public EndReason Reason { get; init; }

    /// <summary>More about the reason, where it is known.</summary>
    public string? Detail { get; init; }

    /// <summary>Of an encoder.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Of a decoder; where it need not be kept, only until it has been judged.</summary>
    public RgbImage? Picture { get; init; }

    /// <summary>Of the judge beside the decoder.</summary>
    public PictureQuality? Quality { get; init; }
}
