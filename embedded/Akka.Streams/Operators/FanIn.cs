using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Joins several inlets of one type.</summary>
internal abstract class FanInStage<T>(int inputs) : GraphStage<UniformFanInShape<T, T>>
{
    public override UniformFanInShape<T, T> Shape { get; } = new(inputs);
}

/// <summary>Emits elements as they come, each inlet in its turn.</summary>
internal sealed class Merge<T>(int inputs, bool eagerComplete) : FanInStage<T>(inputs)
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, eagerComplete);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Queue<Inlet<T>> _ready = new();
        private readonly Outlet<T> _out;
        private readonly UniformFanInShape<T, T> _shape;
        private int _open;

        internal Logic(UniformFanInShape<T, T> shape, bool eagerComplete) : base(shape)
        {
            _shape = shape;
            _out = shape.Out;
            _open = shape.N;
            SetHandler(_out, this);
            for (var i = 0; i < shape.N; i++)
            {
                var inlet = shape.In(i);
                SetHandler(inlet, () => OnPush(inlet), () => OnFinish(eagerComplete));
            }
        }

        public override void PreStart()
        {
            for (var i = 0; i < _shape.N; i++)
                TryPull(_shape.In(i));
        }

        public override void OnPull()
        {
            if (!_ready.TryDequeue(out var inlet))
                return;
            Push(_out, Grab(inlet));
            if (_open > 0)
                TryPull(inlet);
            CompleteWhenDrained();
        }

        private void OnPush(Inlet<T> inlet)
        {
            _ready.Enqueue(inlet);
            if (IsAvailable(_out))
                OnPull();
        }

        private void OnFinish(bool eagerComplete)
        {
            _open = eagerComplete ? 0 : _open - 1;
            if (eagerComplete)
                CancelOthers();
            CompleteWhenDrained();
        }

        // The element that an inlet holds was taken over already: it still leaves after the others are cancelled.
        private void CancelOthers()
        {
            for (var i = 0; i < _shape.N; i++)
            {
                if (!IsAvailable(_shape.In(i)))
                    Cancel(_shape.In(i));
            }
        }

        private void CompleteWhenDrained()
        {
            if (_open == 0 && _ready.Count == 0)
                CompleteStage();
        }
    }
}

/// <summary>Emits all of one inlet before the next; an inlet is not pulled before its turn.</summary>
internal sealed class Concat<T>(int inputs) : FanInStage<T>(inputs)
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly UniformFanInShape<T, T> _shape;
        private int _active;

        internal Logic(UniformFanInShape<T, T> shape) : base(shape)
        {
            _shape = shape;
            SetHandler(shape.Out, this);
            for (var i = 0; i < shape.N; i++)
            {
                var (inlet, index) = (shape.In(i), i);
                SetHandler(inlet, () => Push(shape.Out, Grab(inlet)), () => OnFinish(index));
            }
        }

        public override void OnPull() => Pull(_shape.In(_active));

        private void OnFinish(int index)
        {
            if (index != _active)
                return;
            while (_active < _shape.N && IsClosed(_shape.In(_active)))
                _active++;
            if (_active == _shape.N)
                CompleteStage();
            else if (IsAvailable(_shape.Out))
                Pull(_shape.In(_active));
        }
    }
}

/// <summary>Combines the elements of two inlets pair by pair.</summary>
internal sealed class ZipWith<T1, T2, TOut>(Func<T1, T2, TOut> combine) : GraphStage<ZipShape<T1, T2, TOut>>
{
    public override ZipShape<T1, T2, TOut> Shape { get; } = new();

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, combine);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly ZipShape<T1, T2, TOut> _shape;
        private readonly Func<T1, T2, TOut> _combine;

        internal Logic(ZipShape<T1, T2, TOut> shape, Func<T1, T2, TOut> combine) : base(shape)
        {
            _shape = shape;
            _combine = combine;
            SetHandler(shape.Out, this);
            SetHandler(shape.In0, PushPair, () => OnFinish(shape.In0));
            SetHandler(shape.In1, PushPair, () => OnFinish(shape.In1));
        }

        public override void OnPull()
        {
            PullNext(_shape.In0);
            PullNext(_shape.In1);
        }

        private void PushPair()
        {
            if (!IsAvailable(_shape.In0) || !IsAvailable(_shape.In1))
                return;
            Push(_shape.Out, _combine(Grab(_shape.In0), Grab(_shape.In1)));
            if (IsClosed(_shape.In0) || IsClosed(_shape.In1))
                CompleteStage();
        }

        private void PullNext<T>(Inlet<T> inlet)
        {
            if (!IsClosed(inlet) && !HasBeenPulled(inlet) && !IsAvailable(inlet))
                Pull(inlet);
        }

        private void OnFinish<T>(Inlet<T> inlet)
        {
            if (!IsAvailable(inlet))
                CompleteStage();
        }
    }
}
