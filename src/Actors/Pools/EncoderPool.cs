using Akka.Actor;
using Akka.Streams;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// Takes submissions or refuses them, forms batches for its encoders and hands their symbols to the stream. While the
/// stream is full no new batch begins, so the queue fills up and refuses: back-pressure ends at the user.
/// </summary>
internal sealed class EncoderPool : ReceiveActor, IWithTimers
{
    private readonly RunContext run;
    private readonly ISourceQueueWithComplete<IReadOnlyList<Journey>> air;
    private readonly WorkPool<Journey> pool;
    private readonly Queue<IReadOnlyList<Journey>> outbox = new();
    private readonly IActorRef[] workers;
    private bool isOffering;
    private int restarts;

    public EncoderPool(RunContext run, ISourceQueueWithComplete<IReadOnlyList<Journey>> air)
    {
        (this.run, this.air) = (run, air);
        pool = new WorkPool<Journey>(run.Options.Encoders.Batching, run.Options.Encoders.Workers);
        workers = PoolActors.Start(Context, run.Options.Encoders.Workers,
            worker => Making.Of(() => new EncoderActor(run, worker)));
        Receive<Submit>(message => Accept(message.Submission));
        Receive<BatchWorker.Worked>(HandOn);
        Receive<BatchWorker.Crashed>(FailBatch);
        Receive<Offered>(_ => OfferNext(isAccepted: true));
        Receive<PoolActors.Wake>(_ => Advance());
        Receive<PoolActors.GiveUp>(_ => GiveUp());
        Receive<PoolActors.GetReport>(_ => Sender.Tell(new PoolReport(pool.Counts, restarts, default)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => PoolActors.RestartWorkers;

    private void Accept(Submission submission)
    {
        var now = run.Clock.NowSeconds;
        var journey = new Journey(submission);
        EndLate(now);
        if (run.Gauges.IsStopping || run.Faults.IsQueueFull(submission.Id)
            || !pool.TryAdd(journey, submission.Priority, now, submission.DeadlineSeconds))
        {
            run.End(journey, EndReason.QueueFull);
            return;
        }
        run.Ledger.Tell(new Ledger.Submitted(now, submission.Id));
        Advance();
    }

    private void Advance()
    {
        var now = run.Clock.NowSeconds;
        EndLate(now);
        while (outbox.Count < workers.Length && pool.TryAssign(now) is { } batch)
        {
            Journey[] journeys = [.. batch.Items.Select(item => item.Item with
            {
                Times = new StageTimes { EncodeWaitSeconds = item.WaitedSeconds, EncodeBatchSize = batch.Items.Count },
            })];
            run.Reach(Stage.Encoding, journeys);
            workers[batch.Worker].Tell(new BatchWorker.Batch(batch.Number, journeys));
        }
        Volatile.Write(ref run.Gauges.EncoderQueue, pool.Pending);
        Volatile.Write(ref run.Gauges.EncodersBusy, pool.Busy);
        PoolActors.WakeAt(Timers, run.Clock, pool.NextEventAfter(now));
    }

    private void EndLate(double now)
    {
        foreach (var dropped in pool.Drop(now)) run.End(dropped.Item, PoolActors.ReasonOf(dropped.Reason));
    }

    private void HandOn(BatchWorker.Worked worked)
    {
        if (pool.Release(worked.Worker, worked.Number) is null) return;
        var now = run.Clock.NowSeconds;
        List<Journey> encoded = [];
        foreach (var journey in worked.Journeys)
        {
            var times = journey.Times with { EncodeComputeSeconds = worked.ComputeSeconds };
            if (journey.IsOver) run.End(journey with { Times = times }, journey.Reason);
            else encoded.Add(journey with { EncodedSeconds = now, Times = times });
        }
        if (encoded.Count > 0)
        {
            run.Reach(Stage.Encoded, encoded);
            outbox.Enqueue(encoded);
        }
        if (!isOffering) OfferNext(isAccepted: false);
        Advance();
    }

    private void OfferNext(bool isAccepted)
    {
        if (isAccepted) outbox.Dequeue();
        isOffering = outbox.Count > 0;
        if (isOffering) air.OfferAsync(outbox.Peek()).PipeTo(Self, success: result => new Offered(result));
        if (isAccepted) Advance();
    }

    private void FailBatch(BatchWorker.Crashed crashed)
    {
        restarts++;
        if (pool.Release(crashed.Worker, crashed.Number) is not { } batch) return;
        foreach (var item in batch.Items) run.End(item.Item, EndReason.EncoderCrashed);
        Advance();
    }

    private void GiveUp()
    {
        foreach (var journey in pool.Clear()) run.End(journey, EndReason.Interrupted);
        Advance();
    }

    public sealed record Submit(Submission Submission);

    private sealed record Offered(IQueueOfferResult Result);
}
