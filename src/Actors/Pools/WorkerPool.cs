using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A queue, the batches that it forms, and the workers that compute them. A batch whose worker crashes fails; the worker
/// begins anew.
/// </summary>
internal abstract class WorkerPool : ReceiveActor, IWithTimers
{
    /// <summary>In the configuration of the actor system: a thread for each worker, by the wall clock.</summary>
    public const string ComputeDispatcher = "compute-dispatcher";

    private readonly WorkPool<Journey> pool;
    private readonly IActorRef[] workers;
    private readonly AdapterBankCounts[] banks;
    private readonly Stage stage;
    private AdapterBankCounts pastBanks;
    private int restarts;
    private Alarm alarm = null!;

    /// <param name="run">The run.</param>
    /// <param name="options">Of this pool.</param>
    /// <param name="stage">What a journey has reached when its batch begins.</param>
    /// <param name="crashed">Why a journey ends whose worker crashed.</param>
    /// <param name="worker">Makes a worker of a number.</param>
    protected WorkerPool(
        RunContext run, PoolOptions options, Stage stage, EndReason crashed, Func<int, BatchWorker> worker)
    {
        (Run, this.stage, banks) = (run, stage, new AdapterBankCounts[options.Workers]);
        pool = new WorkPool<Journey>(options.Batching, options.Workers);
        workers = [.. Enumerable.Range(0, options.Workers).Select(i => Context.ActorOf(
            Making.Of(() => worker(i)).WithDispatcher(ComputeDispatcher), $"worker-{i}"))];
        Receive<BatchWorker.Worked>(worked =>
        {
            if (pool.Release(worked.Worker, worked.Number) is null) return;
            banks[worked.Worker] = worked.Adapters;
            Finish(worked);
            Advance();
        });
        Receive<BatchWorker.Crashed>(message =>
        {
            restarts++;
            pastBanks += banks[message.Worker];
            banks[message.Worker] = default;
            if (pool.Release(message.Worker, message.Number) is not { } batch) return;
            foreach (var item in batch.Items) run.End(item.Item, crashed);
            Advance();
        });
        Receive<Wake>(_ =>
        {
            alarm.HasRung();
            Advance();
        });
        Receive<GiveUp>(_ =>
        {
            foreach (var journey in pool.Clear()) run.End(journey, EndReason.Interrupted);
            Stop();
            Advance();
        });
        Receive<GetReport>(_ => Sender.Tell(
            new PoolReport(pool.Counts, restarts, banks.Aggregate(pastBanks, (sum, bank) => sum + bank))));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected RunContext Run { get; }

    protected int Pending => pool.Pending;

    protected int Busy => pool.Busy;

    protected int WorkerCount => workers.Length;

    protected bool IsFull => pool.IsFull;

    /// <summary>Whether the next stage has room for what one more batch will give.</summary>
    protected virtual bool MayBegin => true;

    protected override void PreStart() => alarm = new Alarm(Self, Timers, Run.Clock, Wake.Instance);

    /// <summary>
    /// Whatever a worker threw over a batch, it begins anew: its batch is failed, not lost. One that cannot begin ends
    /// the run.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        cause => cause is ActorInitializationException ? Directive.Escalate : Directive.Restart);

    /// <summary>A journey that begins now, with the times that this stage knows.</summary>
    protected abstract StageTimes TimesOf(BatchItem<Journey> item, int batchSize, double nowSeconds);

    /// <summary>Hands on or ends the journeys of a batch that is done.</summary>
    protected abstract void Finish(BatchWorker.Worked worked);

    /// <summary>Tells the next stage that the run is to stop.</summary>
    protected virtual void Stop()
    {
    }

    /// <summary>Called after each change.</summary>
    protected abstract void Advanced();

    /// <summary>Lets a journey wait; false where the queue is full.</summary>
    protected bool TryAdd(Journey journey)
    {
        var now = Run.Clock.NowSeconds;
        EndLate(now);
        return pool.TryAdd(journey, journey.Priority, now, journey.DeadlineSeconds);
    }

    /// <summary>Ends what has waited too long, begins batches, and sets the timer for what comes by itself.</summary>
    protected void Advance()
    {
        var now = Run.Clock.NowSeconds;
        EndLate(now);
        while (MayBegin && pool.TryAssign(now) is { } batch)
        {
            Journey[] journeys = [.. batch.Items.Select(
                item => item.Item with { Times = TimesOf(item, batch.Items.Count, now) })];
            Run.Reach(stage, journeys);
            workers[batch.Worker].Tell(new BatchWorker.Batch(batch.Number, journeys));
        }
        Advanced();
        alarm.SetFor(pool.NextEventAfter(now));
    }

    private void EndLate(double now)
    {
        foreach (var dropped in pool.Drop(now))
            Run.End(dropped.Item, dropped.Reason == DropReason.DeadlinePassed
                ? EndReason.DeadlinePassed
                : EndReason.QueueTimeout);
    }

    /// <summary>To fail all that wait: the run is to end.</summary>
    public sealed record GiveUp;

    /// <summary>Answered with a <see cref="PoolReport"/>.</summary>
    public sealed record GetReport;

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
