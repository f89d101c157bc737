using Akka.Event;
using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>
/// The state and the handlers of one operator in one run. Handlers, timers and async callbacks of a stage never run
/// at the same time, so it needs no locks.
/// </summary>
public abstract partial class GraphStageLogic
{
    public readonly int InCount;

    public readonly int OutCount;

    private bool _keepGoing;
    private ILoggingAdapter? _log;

    protected GraphStageLogic(Shape shape) : this(shape.Inlets.Length, shape.Outlets.Length)
    {
    }

    protected GraphStageLogic(int inCount, int outCount)
    {
        InCount = inCount;
        OutCount = outCount;
        OpenPorts = inCount + outCount;
        _ins = new Connection[inCount];
        _outs = new Connection[outCount];
        _inHandlers = new IInHandler[inCount];
        _outHandlers = new IOutHandler[outCount];
    }

    /// <summary>True: the stage stays after its last port has closed, until it completes itself.</summary>
    public virtual bool KeepGoingAfterAllPortsClosed => false;

    public ILoggingAdapter Log => _log ??= Island.Materializer.MakeLogger(LogSource);

    internal Island Island { get; set; } = null!;

    internal Attributes Attributes { get; set; } = Attributes.None;

    internal int OpenPorts { get; set; }

    internal bool IsStopped { get; set; }

    internal bool KeepsGoing => _keepGoing || KeepGoingAfterAllPortsClosed;

    protected virtual object LogSource => this;

    protected IMaterializer Materializer => Island.Materializer;

    /// <summary>Runs graphs in this stage's actor; to be used by the stage's handlers only.</summary>
    protected IMaterializer SubFusingMaterializer =>
        Island.SubFusing ?? throw new InvalidOperationException("The stage has not started yet.");

    /// <summary>Runs before the first signal; pull eagerly or start timers here.</summary>
    public virtual void PreStart()
    {
    }

    /// <summary>Runs once, after the last handler, on every way to the end.</summary>
    public virtual void PostStop()
    {
    }

    /// <summary>Completes the outlets and cancels the inlets.</summary>
    public void CompleteStage() => End(SubscriptionWithCancelException.StageWasCompleted.Instance, null);

    /// <summary>Fails the outlets and cancels the inlets.</summary>
    public void FailStage(Exception reason) => End(reason, reason);

    /// <summary>Passes a cancellation on: downstream as a failure if <paramref name="cause"/> is one.</summary>
    public void CancelStage(Exception cause) =>
        End(cause, cause is SubscriptionWithCancelException.NonFailureCancellation ? null : cause);

    /// <summary>Keeps the stage alive although all of its ports are closed.</summary>
    protected void SetKeepGoing(bool enabled) => _keepGoing = enabled;

    /// <summary>A way into this stage from any thread; calls after the stage has stopped are dropped.</summary>
    protected Action<T> GetAsyncCallback<T>(Action<T> handler) =>
        argument => Island.Post(new StageEvent<T>(this, handler, argument));

    /// <inheritdoc cref="GetAsyncCallback{T}"/>
    protected Action GetAsyncCallback(Action handler)
    {
        StageEvent? signal = null;
        return () => Island.Post(signal ??= new StageEvent(this, handler));
    }

    protected internal virtual void AfterPostStop() => _stageActor?.Stop();

    internal void ReportFailure(Exception failure) =>
        Log.Error(failure, "Error in stage [{0}]: {1}", this, failure.Message);

    private void End(Exception cancelCause, Exception? failure)
    {
        foreach (var connection in _ins)
            CancelConnection(connection, cancelCause);
        for (var i = 0; i < _outs.Length; i++)
        {
            if (failure is null && _outHandlers[i] is Emission emission)
                emission.CompleteAtEnd = true;
            else
                CloseConnection(_outs[i], failure);
        }

        _keepGoing = false;
    }
}
