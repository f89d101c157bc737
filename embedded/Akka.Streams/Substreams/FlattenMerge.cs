using Akka.Streams.Dsl;
using Akka.Streams.Operators;
using Akka.Streams.Stage;

namespace Akka.Streams.Substreams;

/// <summary>Runs up to <paramref name="breadth"/> sources at a time and emits what comes from any of them.</summary>
internal sealed class FlattenMerge<T>(int breadth) : FlowStage<IGraph<SourceShape<T>, NotUsed>, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, breadth);

    private sealed class Logic(FlowShape<IGraph<SourceShape<T>, NotUsed>, T> shape, int breadth)
        : FlowLogic<IGraph<SourceShape<T>, NotUsed>, T>(shape)
    {
        private readonly HashSet<SubSink<T>> _running = [];
        private readonly Queue<SubSink<T>> _ready = new();

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var source = Grab(In);
            var sink = new SubSink<T>(this, self => new Handler(this, self));
            _running.Add(sink);
            sink.Pull();
            Source.FromGraph(source).To(sink).Run(SubFusingMaterializer);
            Advance();
        }

        public override void OnPull()
        {
            if (_ready.TryDequeue(out var sink))
                PushFrom(sink);
            Advance();
        }

        public override void OnUpstreamFinish() => Advance();

        public override void PostStop()
        {
            foreach (var sink in _running)
                sink.Cancel(SubscriptionWithCancelException.StageWasCompleted.Instance);
        }

        private void PushFrom(SubSink<T> sink)
        {
            Push(Out, sink.Grab());
            if (!sink.IsClosed)
                sink.Pull();
        }

        private void Advance()
        {
            if (IsClosed(In) && _running.Count == 0 && _ready.Count == 0)
                CompleteStage();
            else if (_running.Count < breadth && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }

        private sealed class Handler(Logic logic, SubSink<T> sink) : IInHandler
        {
            public void OnPush()
            {
                if (logic.IsAvailable(logic.Out))
                    logic.PushFrom(sink);
                else
                    logic._ready.Enqueue(sink);
            }

            public void OnUpstreamFinish()
            {
                logic._running.Remove(sink);
                logic.Advance();
            }

            public void OnUpstreamFailure(Exception e)
            {
                logic._running.Remove(sink);
                logic.FailStage(e);
            }
        }
    }
}
