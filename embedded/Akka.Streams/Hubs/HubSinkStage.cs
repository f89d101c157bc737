using Akka.Streams.Dsl;
using Akka.Streams.Sources;
using Akka.Streams.Stage;

namespace Akka.Streams.Hubs;

/// <summary>Writes to a hub's buffer; its value is the source that any number of streams may read from.</summary>
internal sealed class HubSinkStage<T>(Func<HubBuffer<T>> createBuffer)
    : GraphStageWithMaterializedValue<SinkShape<T>, Source<T, NotUsed>>
{
    public override SinkShape<T> Shape { get; } = new(new Inlet<T>("Hub.in"));

    public override ILogicAndMaterializedValue<Source<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var buffer = createBuffer();
        var source = Source.FromGraph(new ReaderStage(buffer));
        return new LogicAndMaterializedValue<Source<T, NotUsed>>(new WriterLogic(Shape, buffer), source);
    }

    private sealed class WriterLogic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly HubBuffer<T> _buffer;

        internal WriterLogic(SinkShape<T> shape, HubBuffer<T> buffer) : base(shape)
        {
            _in = shape.Inlet;
            _buffer = buffer;
            SetHandler(_in, this);
        }

        public override void PreStart()
        {
            if (_buffer.Begin(GetAsyncCallback(() => TryPull(_in))))
                Pull(_in);
        }

        public override void OnPush()
        {
            try
            {
                if (_buffer.Write(Grab(_in)))
                    Pull(_in);
            }
            catch (Exception failure)
            {
                _buffer.End(failure); // the partitioner's: its readers shall know it
                throw;
            }
        }

        public override void OnUpstreamFinish()
        {
            _buffer.End(null);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _buffer.End(e);
            FailStage(e);
        }

        public override void PostStop() => _buffer.End(new AbruptStageTerminationException(this));
    }

    private sealed class ReaderStage(HubBuffer<T> buffer) : SourceStage<T>
    {
        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
            new ReaderLogic(Shape, buffer);
    }

    private sealed class ReaderLogic(SourceShape<T> shape, HubBuffer<T> buffer) : SourceLogic<T>(shape)
    {
        private HubReader? _reader;

        public override void PreStart() => _reader = buffer.Attach(GetAsyncCallback(Read));

        public override void OnPull() => Read();

        public override void PostStop()
        {
            if (_reader is not null)
                buffer.Detach(_reader);
        }

        private void Read()
        {
            var found = buffer.Read(_reader!, IsAvailable(Out), out var element);
            if (found == HubRead.Element)
            {
                Push(Out, element);
                found = buffer.Read(_reader!, wanted: false, out _);
            }

            if (found == HubRead.Completed)
                CompleteStage();
            else if (found == HubRead.Failed)
                FailStage(buffer.Failure!);
        }
    }
}
