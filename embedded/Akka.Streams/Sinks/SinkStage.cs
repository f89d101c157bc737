using Akka.Streams.Operators;
using Akka.Streams.Stage;

namespace Akka.Streams.Sinks;

/// <summary>A sink that tells by a task how its stream ended.</summary>
internal abstract class SinkStage<TIn, TResult> : GraphStageWithMaterializedValue<SinkShape<TIn>, Task<TResult>>
{
    public override SinkShape<TIn> Shape { get; } = new(new Inlet<TIn>("Sink.in"));

    public sealed override ILogicAndMaterializedValue<Task<TResult>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = CreateLogic(inheritedAttributes);
        return new LogicAndMaterializedValue<Task<TResult>>(logic, logic.Result);
    }

    protected abstract SinkLogic<TIn, TResult> CreateLogic(Attributes inheritedAttributes);
}

/// <summary>Takes all elements and ends its task on every way out.</summary>
internal abstract class SinkLogic<TIn, TResult> : InGraphStageLogic
{
    protected readonly Inlet<TIn> In;
    private readonly Promise<TResult> _promise = new();

    protected SinkLogic(SinkShape<TIn> shape) : base(shape)
    {
        In = shape.Inlet;
        SetHandler(In, this);
    }

    internal Task<TResult> Result => _promise.Task;

    public override void PreStart() => Pull(In);

    public sealed override void OnUpstreamFailure(Exception e) => Fail(e);

    public override void PostStop() => _promise.FailIfPending(this);

    protected void Succeed(TResult result)
    {
        _promise.TrySetResult(result);
        CompleteStage();
    }

    protected void Fail(Exception failure)
    {
        _promise.TrySetException(failure);
        FailStage(failure);
    }
}
