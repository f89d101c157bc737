using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Has two outlets of the inlet's type; it goes on until both have cancelled.</summary>
internal abstract class FanOutStage<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public override UniformFanOutShape<T, T> Shape { get; } = new(2);
}

internal abstract class FanOutLogic<T> : InGraphStageLogic
{
    protected readonly Inlet<T> In;
    protected readonly Outlet<T> First;
    protected readonly Outlet<T> Second;

    protected FanOutLogic(UniformFanOutShape<T, T> shape) : base(shape)
    {
        In = shape.In;
        First = shape.Out(0);
        Second = shape.Out(1);
        SetHandler(In, this);
        SetHandler(First, () => OnPull(First), cause => OnCancel(Second, cause));
        SetHandler(Second, () => OnPull(Second), cause => OnCancel(First, cause));
    }

    protected abstract void OnPull(Outlet<T> outlet);

    /// <summary>Lets the other outlet go on alone.</summary>
    protected abstract void OnAlone(Outlet<T> left);

    private void OnCancel(Outlet<T> other, Exception cause)
    {
        if (IsClosed(other))
            CancelStage(cause);
        else
            OnAlone(other);
    }
}

/// <summary>Sends each element to both outlets when both have asked.</summary>
internal sealed class AlsoTo<T> : FanOutStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(UniformFanOutShape<T, T> shape) : FanOutLogic<T>(shape)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            PushIfOpen(First, element);
            PushIfOpen(Second, element);
        }

        protected override void OnPull(Outlet<T> outlet)
        {
            if (IsReady(First) && IsReady(Second) && !HasBeenPulled(In))
                TryPull(In);
        }

        protected override void OnAlone(Outlet<T> left)
        {
            if (IsAvailable(left))
                OnPull(left);
        }

        private bool IsReady(Outlet<T> outlet) => IsClosed(outlet) || IsAvailable(outlet);

        private void PushIfOpen(Outlet<T> outlet, T element)
        {
            if (!IsClosed(outlet))
                Push(outlet, element);
        }
    }
}

/// <summary>
/// Sends each element to the second outlet if the predicate holds, or else to the first; those for an outlet that
/// has cancelled are dropped. One element at most waits for its outlet.
/// </summary>
internal sealed class DivertTo<T>(Func<T, bool> when) : FanOutStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, when);

    private sealed class Logic(UniformFanOutShape<T, T> shape, Func<T, bool> when) : FanOutLogic<T>(shape)
    {
        private T? _waiting;
        private Outlet<T>? _waitsFor;

        public override void OnPush()
        {
            _waiting = Grab(In);
            _waitsFor = when(_waiting) ? Second : First;
            Deliver();
        }

        public override void OnUpstreamFinish()
        {
            if (_waitsFor is null)
                CompleteStage();
        }

        protected override void OnPull(Outlet<T> outlet) => Deliver();

        protected override void OnAlone(Outlet<T> left) => Deliver();

        private void Deliver()
        {
            if (_waitsFor is { } outlet && (IsClosed(outlet) || IsAvailable(outlet)))
            {
                if (!IsClosed(outlet))
                    Push(outlet, _waiting!);
                _waiting = default;
                _waitsFor = null;
            }

            if (_waitsFor is null && IsClosed(In))
                CompleteStage();
            else if (_waitsFor is null && (IsAvailable(First) || IsAvailable(Second)) && !HasBeenPulled(In))
                Pull(In);
        }
    }
}
