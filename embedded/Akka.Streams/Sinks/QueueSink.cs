using Akka.Pattern;
using Akka.Streams.Operators;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Sinks;

/// <summary>Keeps up to the input buffer's size of elements for whoever pulls them from outside.</summary>
internal sealed class QueueSink<T> : GraphStageWithMaterializedValue<SinkShape<T>, ISinkQueue<T>>
{
    private const int DefaultBufferSize = 16;

    public override SinkShape<T> Shape { get; } = new(new Inlet<T>("Queue.in"));

    public override ILogicAndMaterializedValue<ISinkQueue<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? DefaultBufferSize;
        var logic = new Logic(Shape, size);
        return new LogicAndMaterializedValue<ISinkQueue<T>>(logic, logic);
    }

    private sealed class Logic : InGraphStageLogic, ISinkQueue<T>
    {
        private readonly Inlet<T> _in;
        private readonly Lock _gate = new();
        private readonly OverflowBuffer<T> _buffer;
        private readonly Action _roomMade;
        private Promise<Option<T>>? _puller;
        private Exception? _failure;
        private bool _isFull;
        private bool _hasEnded;
        private bool _endWasSeen;

        internal Logic(SinkShape<T> shape, int size) : base(shape)
        {
            _in = shape.Inlet;
            _buffer = new OverflowBuffer<T>(size);
            _roomMade = GetAsyncCallback(() => TryPull(_in));
            SetHandler(_in, this);
        }

        public override void PreStart() => Pull(_in);

        public Task<Option<T>> PullAsync()
        {
            Task<Option<T>> result;
            bool mustWake;
            lock (_gate)
            {
                if (_puller is not null)
                {
                    return Task.FromException<Option<T>>(new IllegalStateException(
                        "You have to wait for previous future to be resolved to send another request"));
                }

                if (_buffer.Count == 0 && !_hasEnded)
                    return (_puller = new Promise<Option<T>>()).Task;
                result = _buffer.Count > 0 ? Task.FromResult(Option<T>.Create(_buffer.Take())) : SeeEnd();
                mustWake = _isFull && !_hasEnded;
                _isFull = false;
            }

            if (mustWake)
                _roomMade();
            return result;
        }

        public override void OnPush()
        {
            var element = Grab(_in);
            bool hasRoom;
            lock (_gate)
            {
                if (_puller is { } puller)
                {
                    _puller = null;
                    puller.SetResult(Option<T>.Create(element));
                }
                else
                {
                    _buffer.Offer(element, OverflowStrategy.Backpressure);
                }

                hasRoom = !_buffer.IsFull;
                _isFull = !hasRoom;
            }

            if (hasRoom)
                Pull(_in);
        }

        public override void OnUpstreamFinish()
        {
            End(null);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            End(e);
            FailStage(e);
        }

        public override void PostStop() => End(StreamDetachedException.Instance);

        private void End(Exception? failure)
        {
            lock (_gate)
            {
                if (_hasEnded)
                    return;
                _hasEnded = true;
                _failure = failure;
                if (_puller is not { } puller)
                    return;
                _endWasSeen = true;
                if (failure is null)
                    puller.SetResult(Option<T>.None);
                else
                    puller.SetException(failure);
                _puller = null;
            }
        }

        private Task<Option<T>> SeeEnd()
        {
            if (_endWasSeen)
                return Task.FromException<Option<T>>(StreamDetachedException.Instance);
            _endWasSeen = true;
            return _failure is null
                ? Task.FromResult(Option<T>.None)
                : Task.FromException<Option<T>>(_failure);
        }
    }
}
