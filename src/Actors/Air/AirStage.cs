using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Air;

/// <summary>
/// The shared air, where the stream of frames begins: asks the encoders for a batch when there is room, and frames leave
/// when they have been sent.
/// </summary>
internal sealed class AirStage(RunContext run, IReadOnlyList<GroupLink> links, IActorRef encoders)
    : GraphStage<SourceShape<Journey>>
{
    private readonly RunContext run = run;
    private readonly IReadOnlyList<GroupLink> links = links;
    private readonly IActorRef encoders = encoders;
    private readonly Outlet<Journey> outlet = new("air.out");

    public override SourceShape<Journey> Shape => new(outlet);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    /// <summary>The run is to stop: what waits is given up.</summary>
    public sealed record Stop;

    private sealed class Logic : TimerGraphStageLogic
    {
        private static readonly object TimerKey = new();

        private readonly AirStage stage;
        private readonly RunContext run;
        private readonly AirQueue air;
        private readonly Queue<Journey> incoming = new();
        private readonly Queue<Journey> done = new();
        private IActorRef self = ActorRefs.Nobody;
        private bool isAsking;

        public Logic(AirStage stage) : base(stage.Shape)
        {
            (this.stage, run) = (stage, stage.run);
            air = new AirQueue(run.Options.Cell, run.Codec.SymbolCount / 2 + run.Codec.HeaderSymbols);
            SetHandler(stage.outlet, Move);
        }

        public override void PreStart()
        {
            self = GetStageActor(received =>
            {
                if (received.Item2 is IReadOnlyList<Journey> batch)
                {
                    isAsking = false;
                    foreach (var journey in batch) incoming.Enqueue(journey);
                }
                Move(); // also where the run is to stop
            }).Ref;
            Move();
        }

        protected override void OnTimer(object timerKey) => Move();

        private void Move()
        {
            var now = run.Clock.NowSeconds;
            air.Advance(now, done); // who was there when the air became free goes first
            if (run.Gauges.IsStopping) GiveUp();
            // What has been sent and finds no decoder holds back what is to be sent.
            while (done.Count == 0 && air.HasRoom && incoming.TryDequeue(out var journey))
            {
                air.Add(journey, stage.links[journey.Group].Snr.SnrDbAt(run.Seed, journey.Request.User, now), now);
                air.Advance(now, done);
            }
            if (done.Count > 0 && IsAvailable(stage.outlet)) Push(stage.outlet, Leave(done.Dequeue()));
            if (done.Count == 0 && incoming.Count == 0 && air.HasRoom && !isAsking)
            {
                isAsking = true;
                stage.encoders.Tell(EncoderPool.AirIsFree.Instance, self);
            }
            Volatile.Write(ref run.Gauges.AirQueue, air.WaitingCount + done.Count + incoming.Count);
            if (!air.IsEmpty && !IsTimerActive(TimerKey)) ScheduleOnce(TimerKey, run.Clock.Until(air.NextEventSeconds));
        }

        private void GiveUp()
        {
            air.GiveUp(done);
            while (incoming.TryDequeue(out var journey)) done.Enqueue(journey with { Reason = EndReason.Interrupted });
        }

        private Journey Leave(Journey journey)
        {
            if (!journey.IsOver) run.Reach(Stage.Sent, [journey]);
            return journey;
        }
    }
}
