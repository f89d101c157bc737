using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>The ports: pull, grab and cancel at inlets; push, complete and fail at outlets.</summary>
public abstract partial class GraphStageLogic
{
    private readonly Connection[] _ins;
    private readonly Connection[] _outs;
    private readonly IInHandler[] _inHandlers;
    private readonly IOutHandler[] _outHandlers;

    protected internal void SetHandler<T>(Inlet<T> inlet, IInHandler handler)
    {
        _inHandlers[inlet.Index] = handler;
        if (_ins[inlet.Index] is { } connection)
            connection.InHandler = handler;
    }

    protected internal void SetHandler<T>(Outlet<T> outlet, IOutHandler handler)
    {
        _outHandlers[outlet.Index] = handler;
        if (_outs[outlet.Index] is { } connection)
            connection.OutHandler = handler;
    }

    protected internal void SetHandlers<TIn, TOut>(
        Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler)
    {
        SetHandler(inlet, (IInHandler)handler);
        SetHandler(outlet, (IOutHandler)handler);
    }

    /// <summary>Asks the upstream for one element.</summary>
    protected internal void Pull<T>(Inlet<T> inlet)
    {
        var connection = _ins[inlet.Index];
        if (connection.Signal == Signal.Idle)
        {
            connection.Signal = Signal.Pull;
            Island.Enqueue(connection);
        }
        else if ((connection.Signal & Signal.InClosed) != 0)
        {
            throw new ArgumentException($"Cannot pull closed port ({inlet}).", nameof(inlet));
        }
        else if ((connection.Signal & Signal.Phase) != 0)
        {
            throw new ArgumentException($"Cannot pull port ({inlet}) twice.", nameof(inlet));
        }
    }

    /// <summary>Pulls unless the port is closed.</summary>
    protected internal void TryPull<T>(Inlet<T> inlet)
    {
        if (!IsClosed(inlet))
            Pull(inlet);
    }

    /// <summary>Takes the element that has arrived; once per push.</summary>
    protected internal T Grab<T>(Inlet<T> inlet)
    {
        var connection = (Connection<T>)_ins[inlet.Index];
        if (!IsHolding(connection))
            throw new ArgumentException($"Cannot get element from already empty input port ({inlet}).", nameof(inlet));
        connection.HasElement = false;
        var element = connection.Element!;
        connection.Element = default;
        return element;
    }

    protected internal bool IsAvailable<T>(Inlet<T> inlet) => IsHolding(_ins[inlet.Index]);

    protected bool HasBeenPulled<T>(Inlet<T> inlet) =>
        (_ins[inlet.Index].Signal & (Signal.Phase | Signal.InClosed)) is Signal.Pull or Signal.Demand or Signal.Push;

    protected bool IsClosed<T>(Inlet<T> inlet) => (_ins[inlet.Index].Signal & Signal.InClosed) != 0;

    protected void Cancel<T>(Inlet<T> inlet) =>
        Cancel(inlet, SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    protected void Cancel<T>(Inlet<T> inlet, Exception cause) => CancelConnection(_ins[inlet.Index], cause);

    /// <summary>Sends one element; only after a pull.</summary>
    protected internal void Push<T>(Outlet<T> outlet, T element)
    {
        var connection = (Connection<T>)_outs[outlet.Index];
        if (element is null)
            throw new ArgumentNullException(nameof(element), "Element must not be null.");
        if (connection.Signal == Signal.Demand)
        {
            connection.Element = element;
            connection.Signal = Signal.Push;
            Island.Enqueue(connection);
        }
        else if ((connection.Signal & Signal.OutClosed) != 0)
        {
            throw new ArgumentException($"Cannot push closed port ({outlet}).", nameof(outlet));
        }
        else if ((connection.Signal & Signal.InClosed) == 0)
        {
            throw new ArgumentException($"Cannot push port ({outlet}) twice, or before it being pulled.");
        }
    }

    protected internal bool IsAvailable<T>(Outlet<T> outlet) =>
        (_outs[outlet.Index].Signal & (Signal.Demand | Signal.OutClosed)) == Signal.Demand;

    protected bool IsClosed<T>(Outlet<T> outlet) => (_outs[outlet.Index].Signal & Signal.OutClosed) != 0;

    protected void Complete<T>(Outlet<T> outlet)
    {
        if (_outHandlers[outlet.Index] is Emission emission)
            emission.CompleteAtEnd = true;
        else
            CloseConnection(_outs[outlet.Index], null);
    }

    protected void Fail<T>(Outlet<T> outlet, Exception reason) => CloseConnection(_outs[outlet.Index], reason);

    internal void Attach(Inlet inlet, Connection connection)
    {
        _ins[inlet.Index] = connection;
        connection.Consumer = this;
        connection.InHandler = _inHandlers[inlet.Index] ?? throw NoHandler(inlet);
    }

    internal void Attach(Outlet outlet, Connection connection)
    {
        _outs[outlet.Index] = connection;
        connection.Producer = this;
        connection.OutHandler = _outHandlers[outlet.Index] ?? throw NoHandler(outlet);
    }

    private static bool IsHolding(Connection connection) =>
        connection.HasElement && (connection.Signal & Signal.Phase) == 0;

    private InvalidOperationException NoHandler(object port) =>
        new($"No handler defined in stage [{this}] for port [{port}].");

    private void CancelConnection(Connection connection, Exception cause)
    {
        var signal = connection.Signal;
        if ((signal & Signal.InClosed) != 0)
            return;
        OpenPorts--;
        connection.CancelCause = cause;
        connection.Signal = signal | Signal.InClosed;
        connection.DropElement();
        if ((signal & (Signal.OutClosed | Signal.Pull | Signal.Push)) == 0)
            Island.Enqueue(connection);
    }

    private void CloseConnection(Connection connection, Exception? failure)
    {
        var signal = connection.Signal;
        if ((signal & Signal.OutClosed) != 0)
            return;
        OpenPorts--;
        connection.Failure = failure;
        connection.Signal = signal | Signal.OutClosed;
        if ((signal & (Signal.InClosed | Signal.Pull | Signal.Push)) == 0)
            Island.Enqueue(connection);
    }
}
