using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>Passes the first <paramref name="n"/> elements, then completes.</summary>
internal sealed class Take<T>(long n) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, n);

    private sealed class Logic(FlowShape<T, T> shape, long left) : FlowLogic<T, T>(shape)
    {
        private long _left = left;

        public override void PreStart()
        {
            if (_left <= 0)
                CompleteStage();
        }

        public override void OnPush()
        {
            Push(Out, Grab(In));
            if (--_left == 0)
                CompleteStage();
        }
    }
}

/// <summary>Drops the first <paramref name="n"/> elements.</summary>
internal sealed class Skip<T>(long n) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, n);

    private sealed class Logic(FlowShape<T, T> shape, long left) : FlowLogic<T, T>(shape)
    {
        private long _left = left;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_left-- > 0)
                Pull(In);
            else
                Push(Out, element);
        }
    }
}

/// <summary>Completes at the first element that fails the predicate, with it if <paramref name="inclusive"/>.</summary>
internal sealed class TakeWhile<T>(Predicate<T> predicate, bool inclusive) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, inheritedAttributes, predicate, inclusive);

    private sealed class Logic(FlowShape<T, T> shape, Attributes attributes, Predicate<T> predicate, bool inclusive)
        : SupervisedLogic<T, T>(shape, attributes)
    {
        protected override void Process(T element)
        {
            var passes = predicate(element);
            if (passes || inclusive)
                Push(Out, element);
            if (!passes)
                CompleteStage();
        }
    }
}
