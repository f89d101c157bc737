using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Operators;
using Akka.Streams.Stage;

namespace Akka.Streams.Sources;

/// <summary>
/// Emits what is told to an actor. A Status.Success or a PoisonPill completes the stream after what is buffered, a
/// Status.Failure fails it at once. The actor ends with the stream.
/// </summary>
internal sealed class ActorRefSource<T>(int bufferSize, OverflowStrategy strategy)
    : GraphStageWithMaterializedValue<SourceShape<T>, IActorRef>
{
    private readonly int _bufferSize = bufferSize;
    private readonly OverflowStrategy _strategy = strategy;

    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("ActorRef.out"));

    public override ILogicAndMaterializedValue<IActorRef> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        throw new InvalidOperationException("An actor source can be created by a materializer only.");

    internal override ILogicAndMaterializedValue<IActorRef> Create(Plan plan)
    {
        var logic = new Logic(this);
        var actor = plan.Island.Materializer.ActorOf(Props.Create(() => new Receiver(logic)), "actorRefSource");
        logic.Receiver = actor;
        return new LogicAndMaterializedValue<IActorRef>(logic, actor);
    }

    private sealed class Receiver(Logic logic) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case Status.Success:
                    logic.Complete();
                    return true;
                case Status.Failure failure:
                    logic.Fail(failure.Cause);
                    return true;
                case T element:
                    logic.Offer(element);
                    return true;
                default:
                    return false;
            }
        }

        protected override void PostStop() => logic.Complete();
    }

    private sealed class Logic : SourceLogic<T>
    {
        private readonly ActorRefSource<T> _stage;
        private readonly OverflowBuffer<T> _buffer;
        private bool _completing;

        internal Logic(ActorRefSource<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _buffer = new OverflowBuffer<T>(stage._bufferSize);
            Offer = GetAsyncCallback<T>(OnOffer);
            Fail = GetAsyncCallback<Exception>(FailStage);
            Complete = GetAsyncCallback(OnComplete);
        }

        internal IActorRef Receiver { get; set; } = ActorRefs.Nobody;

        internal Action<T> Offer { get; }

        internal Action<Exception> Fail { get; }

        internal Action Complete { get; }

        public override void OnPull()
        {
            if (_buffer.Count > 0)
                Push(Out, _buffer.Take());
            CompleteWhenDrained();
        }

        public override void PostStop() => Island.Materializer.System.Stop(Receiver);

        private void OnOffer(T element)
        {
            if (_completing)
                return;
            if (_buffer.Count == 0 && IsAvailable(Out))
                Push(Out, element);
            else if (_buffer.Offer(element, _stage._strategy) == Overflow.MustFail)
                FailStage(new BufferOverflowException($"Buffer overflow, max capacity was ({_stage._bufferSize})"));
        }

        private void OnComplete()
        {
            _completing = true;
            CompleteWhenDrained();
        }

        private void CompleteWhenDrained()
        {
            if (_completing && _buffer.Count == 0)
                CompleteStage();
        }
    }
}
