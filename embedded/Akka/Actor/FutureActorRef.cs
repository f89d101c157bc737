namespace Akka.Actor;

/// <summary>The sender of an Ask: its first message is the answer.</summary>
internal sealed class FutureActorRef<T>(IActorRefProvider provider) : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;

    public override ActorPath Path => _path ??= provider.TempPath();

    public override IActorRefProvider Provider => provider;

    public Task<T> Answer => _answer.Task;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (typeof(T) != typeof(object) && message is T typed)
        {
            _answer.TrySetResult(typed);
        }
        else if (message is Status.Failure failure)
        {
            _answer.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure."));
        }
        else if (message is T any)
        {
            _answer.TrySetResult(any);
        }
        else
        {
            _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
        }
    }

    public void TimedOut(TimeSpan after) => _answer.TrySetException(
        new AskTimeoutException(FormattableString.Invariant($"Timeout after {after.TotalSeconds:F2} seconds")));

    public void Cancelled(CancellationToken token) => _answer.TrySetCanceled(token);
}
