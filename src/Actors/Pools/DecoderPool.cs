using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// The end of the symbol stream: takes frames while its queue has room, forms batches for its decoders, and ends every
/// journey. It acknowledges a frame only when there is room for the next one.
/// </summary>
internal sealed class DecoderPool : ReceiveActor, IWithTimers
{
    private readonly RunContext run;
    private readonly WorkPool<Journey> pool;
    private readonly IActorRef[] workers;
    private readonly AdapterBankCounts[] banks;
    private AdapterBankCounts pastBanks;
    private IActorRef? held;
    private int restarts;

    public DecoderPool(RunContext run)
    {
        this.run = run;
        pool = new WorkPool<Journey>(run.Options.Decoders.Batching, run.Options.Decoders.Workers);
        banks = new AdapterBankCounts[run.Options.Decoders.Workers];
        workers = PoolActors.Start(Context, banks.Length, worker => Making.Of(() => new DecoderActor(run, worker)));
        Receive<StreamStarted>(_ => Sender.Tell(Ack.Instance));
        Receive<Journey>(Accept);
        Receive<BatchWorker.Worked>(Finish);
        Receive<BatchWorker.Crashed>(FailBatch);
        Receive<PoolActors.Wake>(_ => Advance());
        Receive<PoolActors.GiveUp>(_ => GiveUp());
        Receive<PoolActors.GetReport>(_ => Sender.Tell(
            new PoolReport(pool.Counts, restarts, banks.Aggregate(pastBanks, Sum))));
        Receive<StreamEnded>(_ => { });
        Receive<StreamFailed>(failed => throw new InvalidOperationException("The symbol stream failed.", failed.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => PoolActors.RestartWorkers;

    private void Accept(Journey journey)
    {
        var (now, submission) = (run.Clock.NowSeconds, journey.Submission);
        if (journey.IsOver) run.End(journey, journey.Reason);
        else if (run.Gauges.IsStopping) run.End(journey, EndReason.Interrupted);
        else if (!pool.TryAdd(journey, submission.Priority, now, submission.DeadlineSeconds))
            run.End(journey, EndReason.QueueTimeout);
        held = Sender;
        Advance();
    }

    private void Advance()
    {
        var now = run.Clock.NowSeconds;
        foreach (var dropped in pool.Drop(now)) run.End(dropped.Item, PoolActors.ReasonOf(dropped.Reason));
        while (pool.TryAssign(now) is { } batch)
        {
            Journey[] journeys = [.. batch.Items.Select(item => item.Item with
            {
                Times = item.Item.Times with
                {
                    DecodeWaitSeconds = now - item.Item.ArrivedSeconds, DecodeBatchSize = batch.Items.Count,
                },
            })];
            run.Reach(Stage.Decoding, journeys);
            workers[batch.Worker].Tell(new BatchWorker.Batch(batch.Number, journeys));
        }
        if (!pool.IsFull && held is { } stream)
        {
            held = null;
            stream.Tell(Ack.Instance);
        }
        Volatile.Write(ref run.Gauges.DecoderQueue, pool.Pending);
        Volatile.Write(ref run.Gauges.DecodersBusy, pool.Busy);
        PoolActors.WakeAt(Timers, run.Clock, pool.NextEventAfter(now));
    }

    private void Finish(BatchWorker.Worked worked)
    {
        if (pool.Release(worked.Worker, worked.Number) is null) return;
        banks[worked.Worker] = worked.Adapters;
        var now = run.Clock.NowSeconds;
        foreach (var journey in worked.Journeys)
        {
            var isLate = journey.Submission.DeadlineSeconds <= now;
            var times = journey.Times with
            {
                DecodeComputeSeconds = worked.ComputeSeconds,
                MeasureSeconds = worked.MeasureSeconds,
            };
            var reason = isLate && !journey.IsOver ? EndReason.DeadlinePassed : journey.Reason;
            run.End(journey with { Times = times }, reason);
        }
        Advance();
    }

    private void FailBatch(BatchWorker.Crashed crashed)
    {
        restarts++;
        pastBanks = Sum(pastBanks, banks[crashed.Worker]);
        banks[crashed.Worker] = default;
        if (pool.Release(crashed.Worker, crashed.Number) is not { } batch) return;
        foreach (var item in batch.Items) run.End(item.Item, EndReason.DecoderCrashed);
        Advance();
    }

    private void GiveUp()
    {
        foreach (var journey in pool.Clear()) run.End(journey, EndReason.Interrupted);
        Advance();
    }

    private static AdapterBankCounts Sum(AdapterBankCounts a, AdapterBankCounts b) => new(
        a.Hits + b.Hits, a.Loads + b.Loads, a.Evictions + b.Evictions, a.LoadSeconds + b.LoadSeconds);

    /// <summary>The first message of the stream.</summary>
    public sealed record StreamStarted;

    /// <summary>The last message of the stream.</summary>
    public sealed record StreamEnded;

    /// <summary>Where a stage of the stream threw: a broken invariant that ends the run.</summary>
    public sealed record StreamFailed(Exception Cause);

    /// <summary>There is room for the next frame.</summary>
    public sealed record Ack
    {
        public static Ack Instance { get; } = new();
    }
}
