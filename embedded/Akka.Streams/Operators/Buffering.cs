using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Decouples the rates of both sides by at most <paramref name="size"/> elements.</summary>
internal sealed class Buffer<T>(int size, OverflowStrategy strategy) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, size, strategy);

    private sealed class Logic(FlowShape<T, T> shape, int size, OverflowStrategy strategy) : FlowLogic<T, T>(shape)
    {
        private readonly OverflowBuffer<T> _buffer = new(size);

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            if (_buffer.Count == 0 && IsAvailable(Out))
            {
                Push(Out, element);
            }
            else if (_buffer.Offer(element, strategy) == Overflow.MustFail)
            {
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was: {size})!"));
                return;
            }

            PullNext();
        }

        public override void OnPull()
        {
            if (_buffer.Count > 0)
                Push(Out, _buffer.Take());
            if (_buffer.Count == 0 && IsClosed(In))
                CompleteStage();
            else
                PullNext();
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.Count == 0)
                CompleteStage();
        }

        private void PullNext()
        {
            var mustWait = strategy == OverflowStrategy.Backpressure && _buffer.IsFull;
            if (!mustWait && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }
    }
}

/// <summary>Merges elements into one while the downstream is busy, up to a cost of <paramref name="max"/>.</summary>
internal sealed class Batch<TIn, TOut>(
    long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate) : FlowStage<TIn, TOut>
{
    private readonly long _max = max;
    private readonly Func<TIn, long> _cost = cost;
    private readonly Func<TIn, TOut> _seed = seed;
    private readonly Func<TOut, TIn, TOut> _aggregate = aggregate;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(Batch<TIn, TOut> stage, Attributes attributes)
        : SupervisedLogic<TIn, TOut>(stage.Shape, attributes)
    {
        private TOut? _batch;
        private TIn? _pending;
        private bool _hasBatch;
        private bool _hasPending;
        private long _left = stage._max;

        public override void PreStart() => Pull(In);

        public override void OnPull()
        {
            if (_hasBatch)
                PushBatch();
            else
                PullNext();
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasBatch)
                CompleteStage();
        }

        protected override void Process(TIn element)
        {
            var cost = stage._cost(element);
            if (!_hasBatch)
            {
                Begin(element, cost);
            }
            else if (cost <= _left)
            {
                _batch = stage._aggregate(_batch!, element);
                _left -= cost;
            }
            else
            {
                _pending = element;
                _hasPending = true;
            }

            if (IsAvailable(Out))
                PushBatch();
            else
                PullNext();
        }

        protected override void Reset()
        {
            _hasBatch = _hasPending = false;
            _left = stage._max;
        }

        protected override void PullNext()
        {
            if (!_hasPending)
                base.PullNext();
        }

        private void Begin(TIn element, long cost)
        {
            _batch = stage._seed(element);
            _left = stage._max - cost;
            _hasBatch = true;
        }

        private void PushBatch()
        {
            Push(Out, _batch!);
            _hasBatch = false;
            if (_hasPending)
            {
                _hasPending = false;
                Begin(_pending!, stage._cost(_pending!));
                _pending = default;
            }

            if (!_hasBatch && IsClosed(In))
                CompleteStage();
            else
                PullNext();
        }
    }
}
