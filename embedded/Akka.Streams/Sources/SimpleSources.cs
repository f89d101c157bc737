using Akka.Actor;
using Akka.Streams.Operators;
using Akka.Streams.Stage;

namespace Akka.Streams.Sources;

internal sealed class EmptySource<T> : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(SourceShape<T> shape) : SourceLogic<T>(shape)
    {
        public override void PreStart() => CompleteStage();

        public override void OnPull() => CompleteStage();
    }
}

internal sealed class FailedSource<T>(Exception cause) : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, cause);

    private sealed class Logic(SourceShape<T> shape, Exception cause) : SourceLogic<T>(shape)
    {
        public override void PreStart() => FailStage(cause);

        public override void OnPull() => FailStage(cause);
    }
}

internal sealed class NeverSource<T> : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(SourceShape<T> shape) : SourceLogic<T>(shape)
    {
        public override void OnPull()
        {
        }
    }
}

/// <summary>Emits what a function makes of its state, one task at a time, until the task has no more.</summary>
internal sealed class UnfoldAsyncSource<TState, T>(
    TState state, Func<TState, Task<Akka.Util.Option<(TState, T)>>> unfold) : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, state, unfold);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly Func<TState, Task<Akka.Util.Option<(TState, T)>>> _unfold;
        private readonly Action _unfolded;
        private Task<Akka.Util.Option<(TState, T)>>? _step;
        private TState _state;

        internal Logic(
            SourceShape<T> shape, TState state, Func<TState, Task<Akka.Util.Option<(TState, T)>>> unfold) : base(shape)
        {
            _state = state;
            _unfold = unfold;
            _unfolded = GetAsyncCallback(OnUnfolded);
        }

        public override void OnPull()
        {
            _step = _unfold(_state);
            if (_step.IsCompleted)
                OnUnfolded();
            else
                _step.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_unfolded);
        }

        private void OnUnfolded()
        {
            if (!_step!.IsCompletedSuccessfully)
            {
                FailStage(_step.Exception?.InnerException ?? new TaskCanceledException(_step));
            }
            else if (_step.Result.HasValue)
            {
                (_state, var element) = _step.Result.Value;
                Push(Out, element);
            }
            else
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>Emits one element when the materialized promise has it; a default one completes it empty.</summary>
internal sealed class MaybeSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, TaskCompletionSource<T>>
{
    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("Maybe.out"));

    public override ILogicAndMaterializedValue<TaskCompletionSource<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var promise = new Promise<T>();
        return new LogicAndMaterializedValue<TaskCompletionSource<T>>(new Logic(Shape, promise), promise);
    }

    private sealed class Logic : SourceLogic<T>
    {
        private readonly Promise<T> _promise;
        private readonly Action _completed;

        internal Logic(SourceShape<T> shape, Promise<T> promise) : base(shape)
        {
            _promise = promise;
            _completed = GetAsyncCallback(OnCompleted);
        }

        public override void PreStart() =>
            _promise.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_completed);

        public override void OnPull()
        {
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _promise.TrySetResult(default!);
            CancelStage(cause);
        }

        public override void PostStop() => _promise.FailIfPending(this);

        private void OnCompleted()
        {
            var ended = _promise.Task;
            if (!ended.IsCompletedSuccessfully)
                FailStage(ended.Exception?.InnerException ?? new TaskCanceledException(ended));
            else if (!EqualityComparer<T>.Default.Equals(ended.Result, default))
                Emit(Out, ended.Result, CompleteStage);
            else
                CompleteStage();
        }
    }
}

/// <summary>Emits an element at a fixed rate; a tick without demand is skipped.</summary>
internal sealed class TickSource<T>(TimeSpan initialDelay, TimeSpan interval, T tick)
    : GraphStageWithMaterializedValue<SourceShape<T>, ICancelable>
{
    private readonly T _tick = tick;
    private readonly TimeSpan _initialDelay = initialDelay;
    private readonly TimeSpan _interval = interval;

    public override SourceShape<T> Shape { get; } = new(new Outlet<T>("Tick.out"));

    public override ILogicAndMaterializedValue<ICancelable> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<ICancelable>(logic, logic);
    }

    private sealed class Logic(TickSource<T> stage) : TimerSourceLogic<T>(stage.Shape), ICancelable
    {
        private readonly CancellationTokenSource _cancellation = new();

        public bool IsCancellationRequested => _cancellation.IsCancellationRequested;

        public CancellationToken Token => _cancellation.Token;

        public override void PreStart()
        {
            _cancellation.Token.UnsafeRegister(_ => GetAsyncCallback(CompleteStage)(), null);
            ScheduleRepeatedly(this, stage._initialDelay, stage._interval);
        }

        public override void OnPull()
        {
        }

        public void Cancel() => _cancellation.Cancel();

        public void Cancel(bool throwOnFirstException) => _cancellation.Cancel(throwOnFirstException);

        public void CancelAfter(TimeSpan delay) => _cancellation.CancelAfter(delay);

        public void CancelAfter(int millisecondsDelay) => _cancellation.CancelAfter(millisecondsDelay);

        protected internal override void OnTimer(object timerKey)
        {
            if (IsAvailable(Out))
                Push(Out, stage._tick);
        }
    }
}
