using Akka.Streams.Stage;

namespace Akka.Streams.Sinks;

internal sealed class CancelledSink<T> : GraphStage<SinkShape<T>>
{
    public override SinkShape<T> Shape { get; } = new(new Inlet<T>("Cancelled.in"));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic : InGraphStageLogic
    {
        internal Logic(SinkShape<T> shape) : base(shape) => SetHandler(shape.Inlet, this);

        public override void PreStart() => CompleteStage();

        public override void OnPush() => CompleteStage();
    }
}
