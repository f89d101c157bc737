using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// Takes requests or refuses them, and hands their symbols to the air, batch by batch as it asks. While the air is full
/// no new batch begins, so the queue fills up and refuses: back-pressure ends at the user.
/// </summary>
internal sealed class EncoderPool : WorkerPool
{
    private readonly PictureSampler pictures;
    private readonly Queue<IReadOnlyList<Journey>> outbox = new();
    private IActorRef? air;
    private bool isAirFree;

    public EncoderPool(RunContext run) : base(run, run.Options.Encoders, Stage.Encoding, EndReason.EncoderCrashed,
        shop => new EncoderActor(shop))
    {
        pictures = new PictureSampler(run.Seed, run.Options.Adapters.SnrsDb);
        Receive<Submit>(message => Accept(message.Journey));
        Receive<AllTaken>(message => Sender.Tell(message));
        Receive<AirIsFree>(_ =>
        {
            (air, isAirFree) = (Sender, true);
            HandOn();
            Advance();
        });
    }

    protected override void Stop() => air?.Tell(new AirStage.Stop());

    protected override bool MayBegin => outbox.Count < WorkerCount;

    protected override StageTimes TimesOf(BatchItem<Journey> item, int batchSize, double nowSeconds) =>
        new() { EncodeWaitSeconds = item.WaitedSeconds, EncodeBatchSize = batchSize };

    protected override IBatchTimes? TimesOf(int worker) => Run.Times.OfEncoder(worker);

    protected override double LeastSeconds(IBatchTimes times, IReadOnlyList<Journey> journeys) =>
        times.LeastEncodeSeconds([.. journeys.Select(journey => journey.Request)]);

    protected override BatchFaults FaultsOf(int worker, long batch) => Run.Faults.OfEncoder(worker, batch);

    protected override WorkItem ItemOf(Journey journey) => new(journey.Request);

    protected override void Finish(
        IReadOnlyList<Journey> journeys, BatchWorker.Worked worked, double finishedSeconds)
    {
        List<Journey> encoded = [];
        foreach (var (journey, result) in journeys.Zip(worked.Results))
        {
            var isBroken = result.Encoding is not null && Run.Faults.IsNotFinite(journey.Id);
            var timed = journey with
            {
                Encoding = isBroken ? null : result.Encoding,
                Reason = isBroken ? EndReason.NotFinite : result.Reason,
                Detail = result.Detail,
                EncodedSeconds = finishedSeconds,
                Times = journey.Times with { EncodeComputeSeconds = worked.ComputeSeconds },
            };
            if (timed.IsOver) Run.End(timed, finishedSeconds);
            else encoded.Add(timed);
        }
        if (encoded.Count == 0) return;
        Run.Reach(Stage.Encoded, encoded);
        outbox.Enqueue(encoded);
        HandOn();
    }

    protected override void Advanced()
    {
        Volatile.Write(ref Run.Gauges.EncoderQueue, Pending);
        Volatile.Write(ref Run.Gauges.EncodersBusy, Busy);
    }

    private void Accept(Journey journey)
    {
        if (pictures.Wants(journey.Id, journey.Adapter.EstimatedSnrDb))
            journey = journey with { Request = journey.Request with { KeepsPictures = true } };
        if (Run.Gauges.IsStopping || Run.Faults.IsQueueFull(journey.Id) || !TryAdd(journey))
        {
            Run.End(journey, EndReason.QueueFull);
            return;
        }
        Run.Ledger.Tell(new Ledger.Submitted(Run.Clock.NowSeconds, journey.Id));
        Advance();
    }

    private void HandOn()
    {
        if (!isAirFree || !outbox.TryDequeue(out var batch)) return;
        air!.Tell(batch);
        isAirFree = false;
    }

    public sealed record Submit(Journey Journey);

    /// <summary>Comes back to its sender when all requests that it sent before have been taken or refused.</summary>
    public sealed record AllTaken
    {
        public static AllTaken Instance { get; } = new();
    }

    /// <summary>The air has room for a batch: answered with one, as soon as there is one.</summary>
    public sealed record AirIsFree
    {
        public static AirIsFree Instance { get; } = new();
    }
}
