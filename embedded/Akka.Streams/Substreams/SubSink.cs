using Akka.Streams.Islands;
using Akka.Streams.Stage;

namespace Akka.Streams.Substreams;

/// <summary>
/// An inlet of a stage that is fed by another stream. That stream must be materialized into the stage's own actor:
/// both sides run on one thread and need no locks.
/// </summary>
internal sealed class SubSink<T> : GraphStage<SinkShape<T>>
{
    private readonly IInHandler _handler;
    private readonly StageEvent _pushed;
    private readonly StageEvent _ended;
    private Logic? _logic;
    private T? _element;
    private bool _hasElement;
    private bool _isPulled;
    private Exception? _cancelled;
    private Exception? _failure;

    /// <param name="stage">The stage that takes the elements.</param>
    /// <param name="createHandler">Makes the handler that acts for it.</param>
    internal SubSink(GraphStageLogic stage, Func<SubSink<T>, IInHandler> createHandler)
    {
        _handler = createHandler(this);
        _pushed = new StageEvent(stage, OnPushed);
        _ended = new StageEvent(stage, OnEnded);
    }

    public override SinkShape<T> Shape { get; } = new(new Inlet<T>("SubSink.in"));

    internal bool IsAvailable => _hasElement;

    internal bool IsClosed { get; private set; }

    internal void Pull()
    {
        _isPulled = true;
        _logic?.Island.Post(_logic.Commanded);
    }

    internal T Grab()
    {
        var element = _element!;
        _element = default;
        _hasElement = false;
        return element;
    }

    internal void Cancel(Exception cause)
    {
        if (IsClosed)
            return;
        IsClosed = true;
        _cancelled = cause;
        _logic?.Island.Post(_logic.Commanded);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => _logic = new Logic(this);

    private void OnPushed()
    {
        if (IsClosed)
            return;
        _hasElement = true;
        _handler.OnPush();
    }

    private void OnEnded()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        if (_failure is null)
            _handler.OnUpstreamFinish();
        else
            _handler.OnUpstreamFailure(_failure);
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SubSink<T> _outer;
        private readonly Inlet<T> _in;
        private bool _ended;

        internal Logic(SubSink<T> outer) : base(outer.Shape)
        {
            _outer = outer;
            _in = outer.Shape.Inlet;
            SetHandler(_in, this);
        }

        internal StageEvent Commanded => field ??= new StageEvent(this, Obey);

        public override void PreStart() => Obey();

        public override void OnPush()
        {
            _outer._element = Grab(_in);
            _outer._pushed.Island.Post(_outer._pushed);
        }

        public override void OnUpstreamFinish() => End(null);

        public override void OnUpstreamFailure(Exception e) => End(e);

        public override void PostStop()
        {
            if (!_ended)
                End(new AbruptStageTerminationException(this));
        }

        private void Obey()
        {
            if (_outer._cancelled is { } cause)
            {
                _ended = true;
                CancelStage(cause);
            }
            else if (_outer._isPulled)
            {
                _outer._isPulled = false;
                TryPull(_in);
            }
        }

        private void End(Exception? failure)
        {
            _ended = true;
            _outer._failure = failure;
            _outer._ended.Island.Post(_outer._ended);
            CompleteStage();
        }
    }
}
