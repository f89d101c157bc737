using Akka.Streams;
using Akka.Streams.Stage;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Air;

/// <summary>The shared air as a stage of the stream: frames leave when they have been sent.</summary>
internal sealed class AirStage(RunContext run, Func<UserId, double, double> snrDbAt)
    : GraphStage<FlowShape<Journey, Journey>>
{
    private readonly RunContext run = run;
    private readonly Func<UserId, double, double> snrDbAt = snrDbAt;
    private readonly Inlet<Journey> inlet = new("air.in");
    private readonly Outlet<Journey> outlet = new("air.out");

    public override FlowShape<Journey, Journey> Shape => new(inlet, outlet);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : TimerGraphStageLogic
    {
        private static readonly object TimerKey = new();
        private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);
        private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(200); // sees a stop soon

        private readonly AirStage stage;
        private readonly AirQueue air;
        private readonly Queue<Journey> done = new();

        public Logic(AirStage stage) : base(stage.Shape)
        {
            this.stage = stage;
            air = new AirQueue(stage.run.Options.Cell, stage.run.Codec.SymbolCount / 2 + stage.run.Codec.HeaderSymbols);
            SetHandler(stage.inlet, OnPush, onUpstreamFinish: () =>
            {
                if (air.IsEmpty && done.Count == 0) CompleteStage();
            });
            SetHandler(stage.outlet, Move);
        }

        public override void PreStart() => Pull(stage.inlet);

        protected override void OnTimer(object timerKey) => Move();

        private void OnPush()
        {
            var journey = Grab(stage.inlet);
            var now = stage.run.Clock.NowSeconds;
            air.Advance(now, done); // who was there when the air became free goes first
            air.Add(journey, stage.snrDbAt(journey.Submission.Work.User, now), now);
            Move();
        }

        private void Move()
        {
            air.Advance(stage.run.Clock.NowSeconds, done);
            if (stage.run.Gauges.IsStopping) air.GiveUp(done);
            if (done.Count > 0 && IsAvailable(stage.outlet)) Push(stage.outlet, done.Dequeue());
            Volatile.Write(ref stage.run.Gauges.AirQueue, air.WaitingCount + done.Count);
            // What has been sent and finds no decoder holds back what is to be sent.
            if (done.Count == 0 && air.HasRoom && !HasBeenPulled(stage.inlet) && !IsClosed(stage.inlet))
                Pull(stage.inlet);
            if (IsClosed(stage.inlet) && air.IsEmpty && done.Count == 0) CompleteStage();
            else if (!air.IsEmpty && !IsTimerActive(TimerKey)) ScheduleOnce(TimerKey, Sleep());
        }

        private TimeSpan Sleep()
        {
            var until = stage.run.Clock.WallUntil(air.NextEventSeconds);
            return until < ShortestSleep ? ShortestSleep : until > LongestSleep ? LongestSleep : until;
        }
    }
}
