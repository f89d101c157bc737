using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Actors.Air;

/// <summary>Each frame through the link of its user, many users at once; frames leave as their links answer.</summary>
internal sealed class LinkStage : GraphStage<FlowShape<Journey, Journey>>
{
    private const int MostAtOnce = 64;
    private readonly Inlet<Journey> inlet = new("links.in");
    private readonly Outlet<Journey> outlet = new("links.out");

    public override FlowShape<Journey, Journey> Shape => new(inlet, outlet);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    /// <summary>What arrived at the receiver.</summary>
    public sealed record Arrived(Journey Journey);

    private sealed class Logic : GraphStageLogic
    {
        private readonly LinkStage stage;
        private readonly Queue<Journey> answered = new();
        private IActorRef self = ActorRefs.Nobody;
        private int asked;

        public Logic(LinkStage stage) : base(stage.Shape)
        {
            this.stage = stage;
            SetHandler(stage.inlet, OnPush, onUpstreamFinish: Move);
            SetHandler(stage.outlet, Move);
        }

        public override void PreStart()
        {
            self = GetStageActor(received =>
            {
                if (received.Item2 is not Arrived arrived) return;
                answered.Enqueue(arrived.Journey);
                asked--;
                Move();
            }).Ref;
            Pull(stage.inlet);
        }

        private void OnPush()
        {
            var journey = Grab(stage.inlet);
            if (journey.IsOver)
            {
                answered.Enqueue(journey);
            }
            else
            {
                asked++;
                journey.Link.Tell(new LinkActor.Send(journey), self);
            }
            Move();
        }

        private void Move()
        {
            if (answered.Count > 0 && IsAvailable(stage.outlet)) Push(stage.outlet, answered.Dequeue());
            if (!IsClosed(stage.inlet))
            {
                if (asked + answered.Count < MostAtOnce && !HasBeenPulled(stage.inlet)) Pull(stage.inlet);
            }
            else if (asked + answered.Count == 0)
            {
                CompleteStage();
            }
        }
    }
}
