using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;

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
        worker => new EncoderActor(run, worker))
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

    protected override void Finish(BatchWorker.Worked worked)
    {
        List<Journey> encoded = [];
        foreach (var journey in worked.Journeys)
        {
            var timed = journey with
            {
                EncodedSeconds = worked.FinishedSeconds,
                Times = journey.Times with { EncodeComputeSeconds = worked.ComputeSeconds },
            };
            if (journey.IsOver) Run.End(timed, worked.FinishedSeconds);
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
