using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// The end of the symbol stream: takes frames while its queue has room and ends every journey. It acknowledges a frame
/// only when there is room for the next one.
/// </summary>
internal sealed class DecoderPool : WorkerPool
{
    private IActorRef? held;

    public DecoderPool(RunContext run) : base(run, run.Options.Decoders, Stage.Decoding, EndReason.DecoderCrashed,
        shop => new DecoderActor(shop))
    {
        Receive<StreamStarted>(_ => Sender.Tell(Ack.Instance));
        Receive<Journey>(Accept);
        Receive<StreamEnded>(_ => { });
        Receive<StreamFailed>(failed => throw new InvalidOperationException("The symbol stream failed.", failed.Cause));
    }

    protected override StageTimes TimesOf(BatchItem<Journey> item, int batchSize, double nowSeconds) =>
        item.Item.Times with { DecodeWaitSeconds = nowSeconds - item.Item.ArrivedSeconds, DecodeBatchSize = batchSize };

    protected override IBatchTimes? TimesOf(int worker) => Run.Times.OfDecoder(worker);

    protected override double LeastSeconds(IBatchTimes times, IReadOnlyList<Journey> journeys) =>
        times.DecodeSeconds(journeys.Count);

    protected override BatchFaults FaultsOf(int worker, long batch) => Run.Faults.OfDecoder(worker, batch);

    protected override WorkItem ItemOf(Journey journey) =>
        new(journey.Request) { Encoding = journey.Encoding, Meant = journey.Meant, Frame = journey.Frame };

    protected override void Finish(
        IReadOnlyList<Journey> journeys, BatchWorker.Worked worked, double finishedSeconds)
    {
        foreach (var (journey, result) in journeys.Zip(worked.Results))
        {
            var isLate = result.Reason == EndReason.None && journey.DeadlineSeconds <= finishedSeconds;
            Run.End(journey with
            {
                Reason = isLate ? EndReason.DeadlinePassed : result.Reason,
                Picture = result.Picture,
                Quality = result.Quality,
                Times = journey.Times with
                {
                    DecodeComputeSeconds = worked.ComputeSeconds,
                    MeasureSeconds = worked.MeasureSeconds,
                },
            }, finishedSeconds);
        }
    }

    protected override void Advanced()
    {
        if (!IsFull && held is { } stream)
        {
            held = null;
            stream.Tell(Ack.Instance);
        }
        Volatile.Write(ref Run.Gauges.DecoderQueue, Pending);
        Volatile.Write(ref Run.Gauges.DecodersBusy, Busy);
    }

    private void Accept(Journey journey)
    {
        if (journey.IsOver) Run.End(journey, journey.Reason);
        else if (Run.Gauges.IsStopping) Run.End(journey, EndReason.Interrupted);
        else if (!TryAdd(journey)) Run.End(journey, EndReason.QueueTimeout);
        held = Sender;
        Advance();
    }

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
