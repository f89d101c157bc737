using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// The end of the symbol stream: takes frames while its queue has room and ends every journey. It acknowledges a frame
/// only when there is room for the next one.
/// </summary>
internal sealed class DecoderPool : WorkerPool
{
    private IActorRef? held;

    public DecoderPool(RunContext run) : base(run, run.Options.Decoders, Stage.Decoding, EndReason.DecoderCrashed,
        worker => new DecoderActor(run, worker))
    {
        Receive<StreamStarted>(_ => Sender.Tell(Ack.Instance));
        Receive<Journey>(Accept);
        Receive<StreamEnded>(_ => { });
        Receive<StreamFailed>(failed => throw new InvalidOperationException("The symbol stream failed.", failed.Cause));
    }

    protected override StageTimes TimesOf(BatchItem<Journey> item, int batchSize, double nowSeconds) =>
        item.Item.Times with { DecodeWaitSeconds = nowSeconds - item.Item.ArrivedSeconds, DecodeBatchSize = batchSize };

    protected override void Finish(BatchWorker.Worked worked)
    {
        foreach (var journey in worked.Journeys)
        {
            var isLate = !journey.IsOver && journey.DeadlineSeconds <= worked.FinishedSeconds;
            Run.End(journey with
            {
                Reason = isLate ? EndReason.DeadlinePassed : journey.Reason,
                Times = journey.Times with
                {
                    DecodeComputeSeconds = worked.ComputeSeconds,
                    MeasureSeconds = worked.MeasureSeconds,
                },
            }, worked.FinishedSeconds);
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
