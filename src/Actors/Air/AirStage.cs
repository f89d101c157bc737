using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;

namespace EditableDeepSC.Actors.Air;

/// <summary>
/// The shared air, where the stream of frames begins: asks the encoders for a batch when there is room, and frames leave
/// when they have been sent. One cell that is full holds back the encoders; of several, a full one refuses frames, so that
/// it does not hold up the others.
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
        private readonly AirQueue[] air;
        private readonly Queue<Journey> incoming = new();
        private readonly Queue<Journey> done = new();
        private IActorRef self = ActorRefs.Nobody;
        private bool isAsking;
        private double wakeSeconds = double.PositiveInfinity;

        public Logic(AirStage stage) : base(stage.Shape)
        {
            (this.stage, run) = (stage, stage.run);
            air = [.. run.Air.Select(cell => new AirQueue(cell))];
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

        protected override void OnTimer(object timerKey)
        {
            wakeSeconds = double.PositiveInfinity;
            Move();
        }

        private bool HasRoom => air.Length > 1 || air[0].HasRoom;

        private void Move()
        {
            var now = run.Clock.NowSeconds;
            // Who was there when the air became free goes first.
            foreach (var cell in air)
                if (cell.NextEventSeconds <= now) cell.Advance(now, done);
            if (run.Gauges.IsStopping) GiveUp();
            // What has been sent and finds no decoder holds back what is to be sent.
            while (done.Count == 0 && HasRoom && incoming.TryDequeue(out var journey)) Send(journey, now);
            if (done.Count > 0 && IsAvailable(stage.outlet)) Push(stage.outlet, Leave(done.Dequeue()));
            if (done.Count == 0 && incoming.Count == 0 && HasRoom && !isAsking)
            {
                isAsking = true;
                stage.encoders.Tell(EncoderPool.AirIsFree.Instance, self);
            }
            var (waiting, next) = (done.Count + incoming.Count, double.PositiveInfinity);
            foreach (var cell in air) (waiting, next) = (waiting + cell.WaitingCount, Math.Min(next, cell.NextEventSeconds));
            Volatile.Write(ref run.Gauges.AirQueue, waiting);
            if (next >= wakeSeconds) return;
            wakeSeconds = next;
            ScheduleOnce(TimerKey, run.Clock.Until(next));
        }

        private void Send(Journey journey, double now)
        {
            var (cell, user, link) = (journey.Cell.Cell, journey.Request.User, stage.links[journey.Group]);
            if (!air[cell].HasRoom)
            {
                done.Enqueue(journey with { Reason = EndReason.AirFull });
                return;
            }
            var payload = run.Codec.SymbolCount / 2; // real symbols go in pairs
            var overhead = link.OverheadSymbols(
                new(run.Seed, user, journey.Id, payload, 0) { SymbolRateBaud = run.Air[cell].SymbolRateBaud });
            var snrDb = run.Air[cell].Scheduler == SchedulerKind.ProportionalFair
                ? link.SnrOf(cell).SnrDbAt(run.Seed, user, now)
                : 0; // no other scheduler looks at it
            air[cell].Add(journey, payload + run.Codec.HeaderSymbols + overhead, snrDb, now);
            air[cell].Advance(now, done);
        }

        private void GiveUp()
        {
            foreach (var cell in air) cell.GiveUp(done);
            while (incoming.TryDequeue(out var journey)) done.Enqueue(journey with { Reason = EndReason.Interrupted });
        }

        private Journey Leave(Journey journey)
        {
            if (!journey.IsOver) run.Reach(Stage.Sent, [journey]);
            return journey;
        }
    }
}
