using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>The state of a kill switch: not used, shut down, or aborted; and whom to tell.</summary>
internal sealed class KillSignal
{
    private readonly Lock _gate = new();
    private readonly HashSet<Action<Exception?>> _listeners = [];
    private bool _isSent;
    private Exception? _cause;

    internal void Send(Exception? cause)
    {
        Action<Exception?>[] listeners;
        lock (_gate)
        {
            if (_isSent)
                return;
            _isSent = true;
            _cause = cause;
            listeners = [.. _listeners];
            _listeners.Clear();
        }

        foreach (var listener in listeners)
            listener(cause);
    }

    /// <summary>Registers whom to call when the switch is used; false if it was already.</summary>
    internal bool TryAdd(Action<Exception?> listener, out Exception? cause)
    {
        lock (_gate)
        {
            cause = _cause;
            return !_isSent && _listeners.Add(listener);
        }
    }

    internal void Remove(Action<Exception?> listener)
    {
        lock (_gate)
            _listeners.Remove(listener);
    }
}

/// <summary>Passes all through until its switch is used.</summary>
internal sealed class KillSwitchStage<T, TSwitch>(Func<(KillSignal, TSwitch)> create)
    : GraphStageWithMaterializedValue<FlowShape<T, T>, TSwitch>
{
    public override FlowShape<T, T> Shape { get; } =
        new(new Inlet<T>("KillSwitch.in"), new Outlet<T>("KillSwitch.out"));

    public override ILogicAndMaterializedValue<TSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var (signal, killSwitch) = create();
        return new LogicAndMaterializedValue<TSwitch>(new Logic(Shape, signal), killSwitch);
    }

    private sealed class Logic : FlowLogic<T, T>
    {
        private readonly KillSignal _signal;
        private readonly Action<Exception?> _listener;

        internal Logic(FlowShape<T, T> shape, KillSignal signal) : base(shape)
        {
            _signal = signal;
            _listener = GetAsyncCallback<Exception?>(OnSignal);
        }

        public override void PreStart()
        {
            if (!_signal.TryAdd(_listener, out var cause))
                OnSignal(cause);
        }

        public override void OnPush() => Push(Out, Grab(In));

        public override void PostStop() => _signal.Remove(_listener);

        private void OnSignal(Exception? cause)
        {
            if (cause is null)
                CompleteStage();
            else
                FailStage(cause);
        }
    }
}
