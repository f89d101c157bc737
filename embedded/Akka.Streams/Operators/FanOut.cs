using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Has two outlets of the inlet's type.</summary>
internal abstract class FanOutStage<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public override UniformFanOutShape<T, T> Shape { get; } = new(2);
}

/// <summary>Sends each element to both outlets when both have asked; ends when either cancels.</summary>
internal sealed class AlsoTo<T> : FanOutStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly UniformFanOutShape<T, T> _shape;

        internal Logic(UniformFanOutShape<T, T> shape) : base(shape)
        {
            _shape = shape;
            SetHandler(shape.In, this);
            SetHandler(shape.Out(0), PullWhenBothAsk);
            SetHandler(shape.Out(1), PullWhenBothAsk);
        }

        public override void OnPush()
        {
            var element = Grab(_shape.In);
            Push(_shape.Out(0), element);
            Push(_shape.Out(1), element);
        }

        private void PullWhenBothAsk()
        {
            if (IsAvailable(_shape.Out(0)) && IsAvailable(_shape.Out(1)))
                TryPull(_shape.In);
        }
    }
}

/// <summary>Sends each element to the second outlet if the predicate holds, or else to the first.</summary>
internal sealed class DivertTo<T>(Func<T, bool> when) : FanOutStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, when);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly UniformFanOutShape<T, T> _shape;
        private readonly Func<T, bool> _when;
        private T? _waiting;
        private Outlet<T>? _waitsFor;

        internal Logic(UniformFanOutShape<T, T> shape, Func<T, bool> when) : base(shape)
        {
            _shape = shape;
            _when = when;
            SetHandler(shape.In, this);
            SetHandler(shape.Out(0), () => OnPull(shape.Out(0)));
            SetHandler(shape.Out(1), () => OnPull(shape.Out(1)));
        }

        public override void OnPush()
        {
            var element = Grab(_shape.In);
            var outlet = _shape.Out(_when(element) ? 1 : 0);
            if (IsAvailable(outlet))
            {
                Push(outlet, element);
                PullNext();
            }
            else
            {
                _waiting = element;
                _waitsFor = outlet;
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_waitsFor is null)
                CompleteStage();
        }

        private void OnPull(Outlet<T> outlet)
        {
            if (_waitsFor == outlet)
            {
                Push(outlet, _waiting!);
                _waiting = default;
                _waitsFor = null;
                if (IsClosed(_shape.In))
                    CompleteStage();
            }

            PullNext();
        }

        private void PullNext()
        {
            var isAsked = IsAvailable(_shape.Out(0)) || IsAvailable(_shape.Out(1));
            if (_waitsFor is null && isAsked && !HasBeenPulled(_shape.In))
                TryPull(_shape.In);
        }
    }
}
