using Akka.Pattern;
using Akka.Streams.Operators;
using Akka.Streams.Stage;

namespace Akka.Streams.Sources;

/// <summary>
/// A bounded buffer that threads outside of the stream fill. An offer that finds room is done at once; one that
/// finds none is judged in the stage's turn, when the downstream has had its chance to take elements out.
/// </summary>
internal sealed class QueueSource<T>(int bufferSize, OverflowStrategy strategy)
    : GraphStageWithMaterializedValue<SourceShape<T>, ISourceQueueWithComplete<T>>
{
    private static readonly Task<IQueueOfferResult> Enqueued =
        Task.FromResult<IQueueOfferResult>(QueueOfferResult.Enqueued.Instance);

    private static readonly Task<IQueueOfferResult> Dropped =
        Task.FromResult<IQueueOfferResult>(QueueOfferResult.Dropped.Instance);

    private readonly int _bufferSize = bufferSize;
    private readonly OverflowStrategy _strategy = strategy;

    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("Queue.out"));

    public override ILogicAndMaterializedValue<ISourceQueueWithComplete<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<ISourceQueueWithComplete<T>>(logic, logic);
    }

    /// <summary>An offer that did not find room.</summary>
    private sealed class Offer(T element)
        : TaskCompletionSource<IQueueOfferResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal T Element => element;
    }

    private sealed class Logic : SourceLogic<T>, ISourceQueueWithComplete<T>
    {
        private readonly QueueSource<T> _stage;
        private readonly Promise<Done> _completion = new();
        private readonly Lock _gate = new();
        private readonly OverflowBuffer<T> _buffer;
        private readonly Queue<Offer> _late = new();
        private readonly Action _wake;
        private readonly Action<Exception> _fail;
        private Offer? _pending;
        private bool _waits;
        private bool _isClosed;
        private bool _isCompleting;
        private bool _isDetached;

        internal Logic(QueueSource<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _buffer = new OverflowBuffer<T>(stage._bufferSize);
            _wake = GetAsyncCallback(OnWake);
            _fail = GetAsyncCallback<Exception>(FailStage);
        }

        private bool IsDrained => _isCompleting && _buffer.Count == 0 && _late.Count == 0;

        public Task<IQueueOfferResult> OfferAsync(T element)
        {
            Task<IQueueOfferResult> result;
            bool mustWake;
            lock (_gate)
            {
                if (_isDetached)
                    return Task.FromException<IQueueOfferResult>(StreamDetachedException.Instance);
                if (_isClosed)
                    return Dropped;
                if (_late.Count == 0 && _pending is null && !_buffer.IsFull)
                {
                    _buffer.Offer(element, _stage._strategy);
                    result = Enqueued;
                    mustWake = _waits;
                }
                else
                {
                    var offer = new Offer(element);
                    _late.Enqueue(offer);
                    result = offer.Task;
                    mustWake = true;
                }

                _waits = false;
            }

            if (mustWake)
                _wake();
            return result;
        }

        public Task WatchCompletionAsync() => _completion.Task;

        public void Complete()
        {
            lock (_gate)
                _isClosed = _isCompleting = true;
            _wake();
        }

        public void Fail(Exception ex)
        {
            lock (_gate)
                _isClosed = true;
            _completion.TrySetException(ex);
            _fail(ex);
        }

        public override void OnPull()
        {
            bool hasElement;
            bool isDrained;
            var element = default(T);
            lock (_gate)
            {
                hasElement = _buffer.Count > 0;
                if (hasElement)
                    element = TakeOne();
                _waits = !hasElement;
                isDrained = IsDrained;
            }

            if (hasElement)
                Push(Out, element!);
            if (isDrained)
                CompleteStage();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _completion.TrySetResult(Done.Instance);
            CancelStage(cause);
        }

        public override void PostStop()
        {
            bool isDrained;
            lock (_gate)
            {
                isDrained = IsDrained;
                _isDetached = true;
                _pending?.TrySetException(StreamDetachedException.Instance);
                while (_late.TryDequeue(out var offer))
                    offer.TrySetException(StreamDetachedException.Instance);
            }

            if (isDrained)
                _completion.TrySetResult(Done.Instance);
            else
                _completion.TrySetException(StreamDetachedException.Instance);
        }

        private void OnWake()
        {
            if (IsAvailable(Out))
                OnPull();
            if (!JudgeNext())
            {
                var failure = new BufferOverflowException($"Buffer overflow (max capacity was: {_stage._bufferSize})!");
                _completion.TrySetException(failure);
                FailStage(failure);
            }
            else if (IsAvailable(Out))
            {
                OnPull();
            }
            else
            {
                CompleteWhenDrained();
            }
        }

        /// <summary>Decides about the oldest late offer; false if it makes the stream fail.</summary>
        private bool JudgeNext()
        {
            lock (_gate)
            {
                if (!_late.TryDequeue(out var offer))
                    return true;
                switch (_buffer.Offer(offer.Element, _stage._strategy))
                {
                    case Overflow.Stored:
                        offer.SetResult(QueueOfferResult.Enqueued.Instance);
                        return true;
                    case Overflow.Dropped:
                        offer.SetResult(QueueOfferResult.Dropped.Instance);
                        return true;
                    case Overflow.MustWait when _pending is null:
                        _pending = offer;
                        return true;
                    case Overflow.MustWait:
                        offer.SetException(new IllegalStateException(
                            "You have to wait for previous offer to be resolved to send another request."));
                        return true;
                    default:
                        offer.SetResult(new QueueOfferResult.Failure(new BufferOverflowException(
                            $"Buffer overflow (max capacity was: {_stage._bufferSize})!")));
                        return false;
                }
            }
        }

        private T TakeOne()
        {
            var element = _buffer.Take();
            if (_pending is { } offer)
            {
                _pending = null;
                _buffer.Offer(offer.Element, _stage._strategy);
                offer.SetResult(QueueOfferResult.Enqueued.Instance);
            }

            return element;
        }

        private void CompleteWhenDrained()
        {
            bool isDrained;
            lock (_gate)
                isDrained = IsDrained;
            if (isDrained)
                CompleteStage();
        }
    }
}
