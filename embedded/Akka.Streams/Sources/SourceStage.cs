using Akka.Streams.Stage;

namespace Akka.Streams.Sources;

/// <summary>A source with no materialized value.</summary>
internal abstract class SourceStage<T> : GraphStage<SourceShape<T>>
{
    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("Source.out"));
}

internal abstract class SourceLogic<T> : OutGraphStageLogic
{
    protected readonly Outlet<T> Out;

    protected SourceLogic(SourceShape<T> shape) : base(shape)
    {
        Out = shape.Outlet;
        SetHandler(Out, this);
    }
}

internal abstract class TimerSourceLogic<T> : TimerGraphStageLogic, IOutHandler
{
    protected readonly Outlet<T> Out;

    protected TimerSourceLogic(SourceShape<T> shape) : base(shape)
    {
        Out = shape.Outlet;
        SetHandler(Out, (IOutHandler)this);
    }

    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);
}
