using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Emits one value made of all elements when the upstream completes.</summary>
internal sealed class Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> fold) : FlowStage<TIn, TOut>
{
    private readonly TOut _zero = zero;
    private readonly Func<TOut, TIn, TOut> _fold = fold;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(Aggregate<TIn, TOut> stage, Attributes attributes)
        : SupervisedLogic<TIn, TOut>(stage.Shape, attributes)
    {
        private TOut _value = stage._zero;

        public override void OnUpstreamFinish() => Emit(Out, _value, CompleteStage);

        protected override void Process(TIn element)
        {
            _value = stage._fold(_value, element);
            Pull(In);
        }

        protected override void Reset() => _value = stage._zero;
    }
}

/// <summary>Emits the first value, then the value after each element.</summary>
internal sealed class Scan<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> scan) : FlowStage<TIn, TOut>
{
    private readonly TOut _zero = zero;
    private readonly Func<TOut, TIn, TOut> _scan = scan;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(Scan<TIn, TOut> stage, Attributes attributes)
        : SupervisedLogic<TIn, TOut>(stage.Shape, attributes)
    {
        private TOut _value = stage._zero;
        private bool _begun;

        public override void OnPull()
        {
            if (_begun)
                Pull(In);
            else
                Begin();
        }

        public override void OnUpstreamFinish()
        {
            if (_begun)
                CompleteStage();
            else
                Emit(Out, _value, CompleteStage);
        }

        protected override void Process(TIn element)
        {
            _value = stage._scan(_value, element);
            Push(Out, _value);
        }

        protected override void Reset()
        {
            _value = stage._zero;
            _begun = false;
        }

        protected override void PullNext()
        {
            if (_begun)
                base.PullNext();
            else
                Begin();
        }

        private void Begin()
        {
            _begun = true;
            Push(Out, _value);
        }
    }
}

/// <summary>Gathers lists of <paramref name="n"/> elements; the last may be shorter.</summary>
internal sealed class Grouped<T>(int n) : FlowStage<T, IEnumerable<T>>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, n);

    private sealed class Logic(FlowShape<T, IEnumerable<T>> shape, int n) : FlowLogic<T, IEnumerable<T>>(shape)
    {
        private List<T> _group = [];

        public override void OnPush()
        {
            _group.Add(Grab(In));
            if (_group.Count == n)
                PushGroup();
            else
                Pull(In);
        }

        // Elements are only gathered to answer a pull, so a group that has begun can be pushed.
        public override void OnUpstreamFinish()
        {
            if (_group.Count > 0)
                PushGroup();
            CompleteStage();
        }

        private void PushGroup()
        {
            Push(Out, _group);
            _group = [];
        }
    }
}
