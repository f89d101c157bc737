using Akka.Streams.Stage;

namespace Akka.Streams.Operators;

/// <summary>A task that a stage completes; those who wait for it never run on the stage's thread.</summary>
internal sealed class Promise<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>To be called when the stage stops: nobody else would end the task after that.</summary>
    internal void FailIfPending(GraphStageLogic stage)
    {
        if (!Task.IsCompleted)
            TrySetException(new AbruptStageTerminationException(stage));
    }
}
