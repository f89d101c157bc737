using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Passes all through and tells by a task how the stream ended.</summary>
internal sealed class WatchTermination<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, Task<Done>>
{
    public override FlowShape<T, T> Shape { get; } =
        new(new Inlet<T>("WatchTermination.in"), new Outlet<T>("WatchTermination.out"));

    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape);
        return new LogicAndMaterializedValue<Task<Done>>(logic, logic.Ending.Task);
    }

    private sealed class Logic(FlowShape<T, T> shape) : FlowLogic<T, T>(shape)
    {
        internal Promise<Done> Ending { get; } = new();

        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFinish()
        {
            Ending.TrySetResult(Done.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Ending.TrySetException(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (cause is SubscriptionWithCancelException.NonFailureCancellation)
                Ending.TrySetResult(Done.Instance);
            else
                Ending.TrySetException(cause);
            CancelStage(cause);
        }

        public override void PostStop() => Ending.FailIfPending(this);
    }
}
