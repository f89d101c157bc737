using Akka.Streams.Islands;
using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>
/// Runs up to <paramref name="parallelism"/> tasks and emits their results in the order of the elements, or as they
/// come. A result that waits for demand counts as a running task.
/// </summary>
internal sealed class SelectAsync<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, bool ordered)
    : FlowStage<TIn, TOut>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, inheritedAttributes, parallelism, mapper, ordered);

    private sealed class Logic(
        FlowShape<TIn, TOut> shape,
        Attributes attributes,
        int parallelism,
        Func<TIn, Task<TOut>> mapper,
        bool ordered) : SupervisedLogic<TIn, TOut>(shape, attributes)
    {
        private readonly Queue<Slot> _line = new();
        private readonly Stack<Slot> _free = new();
        private int _inFlight;

        public override void OnPull() => Advance();

        public override void OnUpstreamFinish()
        {
            if (_inFlight == 0)
                CompleteStage();
        }

        protected override void Process(TIn element)
        {
            var task = mapper(element);
            if (!_free.TryPop(out var slot))
                slot = new Slot(this);
            slot.Begin(task);
            _inFlight++;
            if (ordered)
                _line.Enqueue(slot);
            if (task.IsCompleted)
                Completed(slot);
            else
                slot.Await();
            PullNext();
        }

        protected override void PullNext()
        {
            if (_inFlight < parallelism)
                base.PullNext();
        }

        private void Completed(Slot slot)
        {
            if (!slot.Judge() && !Survives(slot.Failure!))
                return;
            if (!ordered)
                _line.Enqueue(slot);
            Advance();
        }

        private void Advance()
        {
            while (_line.TryPeek(out var slot) && slot.IsDone && (slot.Failure is not null || IsAvailable(Out)))
            {
                _line.Dequeue();
                _inFlight--;
                if (slot.Failure is null)
                    Push(Out, slot.Result);
                _free.Push(slot);
            }

            if (_inFlight == 0 && IsClosed(In))
                CompleteStage();
            else
                PullNext();
        }

        /// <summary>A place for one running task; it is used again once the result has left.</summary>
        private sealed class Slot
        {
            private readonly Action _wake;
            private Task<TOut> _task = null!;

            internal Slot(Logic logic)
            {
                var completed = new StageEvent(logic, () => logic.Completed(this));
                _wake = () => logic.Island.Post(completed);
            }

            internal bool IsDone { get; private set; }

            internal Exception? Failure { get; private set; }

            internal TOut Result => _task.Result;

            internal void Begin(Task<TOut> task)
            {
                _task = task;
                IsDone = false;
                Failure = null;
            }

            internal void Await() => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_wake);

            /// <summary>Notes that the task has ended; false if it failed.</summary>
            internal bool Judge()
            {
                IsDone = true;
                if (!_task.IsCompletedSuccessfully)
                    Failure = _task.Exception?.InnerException ?? new TaskCanceledException(_task);
                else if (_task.Result is null)
                    Failure = new ArgumentException("The task has no result: an element must not be null.");
                return Failure is null;
            }
        }
    }
}
