using Akka.Streams.Stage;

namespace Akka.Streams.Islands;

/// <summary>The two stages that carry a connection over to another island.</summary>
internal interface IAsyncBoundary
{
    Terminal<Inlet> Entry { get; }

    Terminal<Outlet> Exit { get; }
}

/// <summary>
/// A bounded ring between two islands; each posts an event to the other only when that one waits. What was written
/// is read, unless the producer fails (a failure overtakes) or the consumer cancels.
/// </summary>
internal sealed class AsyncBoundary<T> : IAsyncBoundary
{
    private readonly SpscRing<T> _ring;
    private readonly EntryLogic _entry;
    private readonly ExitLogic _exit;

    internal AsyncBoundary(int capacity)
    {
        _ring = new SpscRing<T>(capacity);
        _entry = new EntryLogic(this);
        _exit = new ExitLogic(this);
    }

    public Terminal<Inlet> Entry => new(_entry, _entry.In);

    public Terminal<Outlet> Exit => new(_exit, _exit.Out);

    private sealed class EntryLogic : InGraphStageLogic
    {
        internal readonly Inlet<T> In = new("boundary.in");
        internal readonly Action Resume;
        internal readonly Action<Exception> Abandon;
        private readonly AsyncBoundary<T> _boundary;
        private bool _ended;

        internal EntryLogic(AsyncBoundary<T> boundary) : base(1, 0)
        {
            _boundary = boundary;
            Resume = GetAsyncCallback(PullOrWait);
            Abandon = GetAsyncCallback<Exception>(CancelStage);
            SetHandler(In, this);
        }

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            if (_boundary._ring.Write(Grab(In)))
                _boundary._exit.Resume();
            PullOrWait();
        }

        public override void OnUpstreamFinish() => End(null);

        public override void OnUpstreamFailure(Exception e) => End(e);

        public override void PostStop()
        {
            if (!_ended)
                _boundary._exit.End(new AbruptTerminationException(Island.Host));
        }

        private void PullOrWait()
        {
            if (_boundary._ring.HasRoomOrWait())
                Pull(In);
        }

        private void End(Exception? failure)
        {
            _ended = true;
            _boundary._exit.End(failure);
            CompleteStage();
        }
    }

    private sealed class ExitLogic : OutGraphStageLogic
    {
        internal readonly Outlet<T> Out = new("boundary.out");
        internal readonly Action Resume;
        internal readonly Action<Exception?> End;
        private readonly AsyncBoundary<T> _boundary;
        private bool _completing;
        private bool _cancelled;

        internal ExitLogic(AsyncBoundary<T> boundary) : base(0, 1)
        {
            _boundary = boundary;
            Resume = GetAsyncCallback(OnPull);
            End = GetAsyncCallback<Exception?>(OnEnd);
            SetHandler(Out, this);
        }

        public override void OnPull()
        {
            if (!_completing && !_boundary._ring.HasElementOrWait())
                return;
            if (_boundary._ring.TryRead(out var element, out var wakeWriter))
                Push(Out, element);
            if (wakeWriter)
                _boundary._entry.Resume();
            CompleteWhenDrained();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _cancelled = true;
            _boundary._entry.Abandon(cause);
            CompleteStage();
        }

        public override void PostStop()
        {
            if (!_completing && !_cancelled)
                _boundary._entry.Abandon(new AbruptTerminationException(Island.Host));
        }

        private void OnEnd(Exception? failure)
        {
            _completing = true;
            if (failure is not null)
                FailStage(failure);
            else
                CompleteWhenDrained();
        }

        private void CompleteWhenDrained()
        {
            if (_completing && _boundary._ring.IsEmpty)
                CompleteStage();
        }
    }
}
