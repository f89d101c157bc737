using Akka.Streams.Stage;

namespace Akka.Streams.Sources;

/// <summary>Takes one element a pull from an asynchronous sequence, which it cancels and disposes at the end.</summary>
internal sealed class AsyncEnumerableSource<T>(Func<IAsyncEnumerable<T>> factory) : SourceStage<T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, factory);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly CancellationTokenSource _cancellation = new();
        private readonly Func<IAsyncEnumerable<T>> _factory;
        private readonly Action _moved;
        private IAsyncEnumerator<T>? _next;
        private Task<bool>? _move;

        internal Logic(SourceShape<T> shape, Func<IAsyncEnumerable<T>> factory) : base(shape)
        {
            _factory = factory;
            _moved = GetAsyncCallback(OnMoved);
        }

        public override void PreStart() => _next = _factory().GetAsyncEnumerator(_cancellation.Token);

        public override void OnPull()
        {
            _move = _next!.MoveNextAsync().AsTask();
            if (_move.IsCompleted)
                OnMoved();
            else
                _move.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_moved);
        }

        public override void PostStop()
        {
            _cancellation.Cancel();
            if (_next is not null)
                _ = DisposeAsync(_next, _move ?? Task.CompletedTask);
        }

        private void OnMoved()
        {
            if (!_move!.IsCompletedSuccessfully)
                FailStage(_move.Exception?.InnerException ?? new TaskCanceledException(_move));
            else if (_move.Result)
                Push(Out, _next!.Current);
            else
                CompleteStage();
        }

        // An enumerator may not be disposed while it moves; how that move ends concerns nobody any more.
        private async Task DisposeAsync(IAsyncEnumerator<T> enumerator, Task lastMove)
        {
            await lastMove.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await enumerator.DisposeAsync().ConfigureAwait(false);
            _cancellation.Dispose();
        }
    }
}
