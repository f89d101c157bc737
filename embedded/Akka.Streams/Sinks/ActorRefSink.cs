using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Sinks;

/// <summary>
/// Sends each element to an actor. With an acknowledgement message the next element follows the actor's answer to
/// the one before; without one nothing holds the stream back. Cancels when the actor terminates.
/// </summary>
internal sealed class ActorRefSink<T>(
    IActorRef target, object? initMessage, object? ackMessage, object completeMessage, Func<Exception, object> failure)
    : GraphStage<SinkShape<T>>
{
    private readonly IActorRef _target = target;
    private readonly object? _initMessage = initMessage;
    private readonly object? _ackMessage = ackMessage;
    private readonly object _completeMessage = completeMessage;
    private readonly Func<Exception, object> _failure = failure;

    public override SinkShape<T> Shape { get; } = new(new Inlet<T>("ActorRefSink.in"));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly ActorRefSink<T> _stage;
        private readonly Inlet<T> _in;
        private bool _signalled;

        internal Logic(ActorRefSink<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _in = stage.Shape.Inlet;
            SetHandler(_in, this);
        }

        public override void PreStart()
        {
            GetStageActor(OnMessage).Watch(_stage._target);
            if (_stage._initMessage is not null)
                Tell(_stage._initMessage);
            else
                Pull(_in);
        }

        public override void OnPush()
        {
            Tell(Grab(_in)!);
            if (_stage._ackMessage is null)
                Pull(_in);
        }

        public override void OnUpstreamFinish()
        {
            Signal(_stage._completeMessage);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Signal(_stage._failure(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_signalled)
                Signal(_stage._failure(new AbruptStageTerminationException(this)));
        }

        private void OnMessage((IActorRef Sender, object Message) args)
        {
            if (args.Message is Terminated)
            {
                _signalled = true;
                CompleteStage();
            }
            else if (args.Message.Equals(_stage._ackMessage) && !HasBeenPulled(_in))
            {
                TryPull(_in);
            }
        }

        private void Signal(object message)
        {
            _signalled = true;
            Tell(message);
        }

        private void Tell(object message) => _stage._target.Tell(message, StageActor.Ref);
    }
}
