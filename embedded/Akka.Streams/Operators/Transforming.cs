using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

internal sealed class Identity<T> : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(FlowShape<T, T> shape) : FlowLogic<T, T>(shape)
    {
        public override void OnPush() => Push(Out, Grab(In));
    }
}

internal sealed class Select<TIn, TOut>(Func<TIn, TOut> mapper) : FlowStage<TIn, TOut>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, inheritedAttributes, mapper);

    private sealed class Logic(FlowShape<TIn, TOut> shape, Attributes attributes, Func<TIn, TOut> mapper)
        : SupervisedLogic<TIn, TOut>(shape, attributes)
    {
        protected override void Process(TIn element) => Push(Out, mapper(element));
    }
}

internal sealed class Where<T>(Predicate<T> predicate) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, inheritedAttributes, predicate);

    private sealed class Logic(FlowShape<T, T> shape, Attributes attributes, Predicate<T> predicate)
        : SupervisedLogic<T, T>(shape, attributes)
    {
        protected override void Process(T element)
        {
            if (predicate(element))
                Push(Out, element);
            else
                Pull(In);
        }
    }
}

/// <summary>Flattens what the function makes of each element; pulls the next when that is used up.</summary>
internal sealed class SelectMany<TIn, TOut>(Func<TIn, IEnumerable<TOut>> mapper) : FlowStage<TIn, TOut>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, inheritedAttributes, mapper);

    private sealed class Logic(
        FlowShape<TIn, TOut> shape, Attributes attributes, Func<TIn, IEnumerable<TOut>> mapper)
        : SupervisedLogic<TIn, TOut>(shape, attributes)
    {
        private IEnumerator<TOut>? _next;

        public override void OnPull()
        {
            if (_next is null)
            {
                Pull(In);
                return;
            }

            try
            {
                PushNext();
            }
            catch (Exception failure)
            {
                if (Survives(failure))
                    PullNext();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_next is null)
                CompleteStage();
        }

        public override void PostStop() => _next?.Dispose();

        protected override void Process(TIn element)
        {
            _next = mapper(element).GetEnumerator();
            Advance();
            if (_next is null)
                PullNext();
            else
                PushNext();
        }

        protected override void Reset() => Drop();

        protected override void PullNext()
        {
            if (_next is null && IsClosed(In))
                CompleteStage();
            else if (IsAvailable(Out))
                base.PullNext();
        }

        // Looks one ahead, so that the stream completes with its last element and not with the pull after it.
        private void PushNext()
        {
            Push(Out, _next!.Current);
            Advance();
            if (_next is null && IsClosed(In))
                CompleteStage();
        }

        private void Advance()
        {
            try
            {
                if (_next!.MoveNext())
                    return;
            }
            catch
            {
                Drop();
                throw;
            }

            Drop();
        }

        private void Drop()
        {
            _next?.Dispose();
            _next = null;
        }
    }
}

internal sealed class SelectError<T>(Func<Exception, Exception> selector) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, selector);

    private sealed class Logic(FlowShape<T, T> shape, Func<Exception, Exception> selector) : FlowLogic<T, T>(shape)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e) => FailStage(selector(e));
    }
}

/// <summary>Ends a failed stream with one element more, if the function has one for the failure.</summary>
internal sealed class Recover<T>(Func<Exception, Akka.Util.Option<T>> recovery) : FlowStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, recovery);

    private sealed class Logic(FlowShape<T, T> shape, Func<Exception, Akka.Util.Option<T>> recovery)
        : FlowLogic<T, T>(shape)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e)
        {
            var last = recovery(e);
            if (last.HasValue)
                Emit(Out, last.Value, CompleteStage);
            else
                FailStage(e);
        }
    }
}
