using Akka.Streams.Islands;
using Akka.Streams.Stage;

namespace Akka.Streams.Substreams;

/// <summary>
/// An outlet of a stage that feeds another stream, which must run in the stage's own actor: both sides run on one
/// thread and need no locks.
/// </summary>
internal sealed class SubSource<T> : GraphStage<SourceShape<T>>
{
    private readonly IOutHandler _handler;
    private readonly StageEvent _pulled;
    private readonly StageEvent _cancelled;
    private Logic? _logic;
    private T? _element;
    private bool _hasElement;
    private bool _isEnding;
    private Exception? _failure;
    private Exception? _cancelCause;

    /// <param name="stage">The stage that sends the elements.</param>
    /// <param name="createHandler">Makes the handler that acts for it.</param>
    internal SubSource(GraphStageLogic stage, Func<SubSource<T>, IOutHandler> createHandler)
    {
        _handler = createHandler(this);
        _pulled = new StageEvent(stage, OnPulled);
        _cancelled = new StageEvent(stage, OnCancelled);
    }

    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("SubSource.out"));

    /// <summary>True while the other stream has asked and waits.</summary>
    internal bool IsAvailable { get; private set; }

    internal bool IsClosed { get; private set; }

    internal void Push(T element)
    {
        IsAvailable = false;
        _element = element;
        _hasElement = true;
        Command();
    }

    internal void Complete() => End(null);

    internal void Fail(Exception failure) => End(failure);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => _logic = new Logic(this);

    private void End(Exception? failure)
    {
        if (IsClosed)
            return;
        IsClosed = _isEnding = true;
        _failure = failure;
        Command();
    }

    private void Command() => _logic?.Island.Post(_logic.Commanded);

    private void OnPulled()
    {
        if (IsClosed)
            return;
        IsAvailable = true;
        _handler.OnPull();
    }

    private void OnCancelled()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        _handler.OnDownstreamFinish(_cancelCause!);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SubSource<T> _outer;
        private readonly Outlet<T> _out;

        internal Logic(SubSource<T> outer) : base(outer.Shape)
        {
            _outer = outer;
            _out = outer.Shape.Outlet;
            SetHandler(_out, this);
        }

        internal StageEvent Commanded => field ??= new StageEvent(this, Obey);

        public override void PreStart() => Obey();

        public override void OnPull() => _outer._pulled.Island.Post(_outer._pulled);

        public override void OnDownstreamFinish(Exception cause)
        {
            _outer._cancelCause = cause;
            _outer._cancelled.Island.Post(_outer._cancelled);
            CompleteStage();
        }

        private void Obey()
        {
            if (_outer._hasElement)
            {
                _outer._hasElement = false;
                Push(_out, _outer._element!);
                _outer._element = default;
            }

            if (!_outer._isEnding)
                return;
            if (_outer._failure is null)
                CompleteStage();
            else
                FailStage(_outer._failure);
        }
    }
}
