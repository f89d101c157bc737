using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>An operator with timers: passes demand and the end of the stream on unless told otherwise.</summary>
internal abstract class TimerFlowLogic<TIn, TOut> : TimerGraphStageLogic, IInHandler, IOutHandler
{
    protected readonly Inlet<TIn> In;
    protected readonly Outlet<TOut> Out;

    protected TimerFlowLogic(FlowShape<TIn, TOut> shape) : base(shape)
    {
        In = shape.Inlet;
        Out = shape.Outlet;
        SetHandler(In, (IInHandler)this);
        SetHandler(Out, (IOutHandler)this);
    }

    /// <summary>Time since some fixed moment.</summary>
    protected TimeSpan Now => Island.Materializer.System.Scheduler.MonotonicClock;

    public abstract void OnPush();

    public virtual void OnPull() => Pull(In);

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);
}
