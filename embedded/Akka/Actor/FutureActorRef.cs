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
        if (!Complete(message))
        {
            provider.DeadLetters.Tell(message, this);
        }
    }

    public void TimedOut(TimeSpan after) => _answer.TrySetException(
        new AskTimeoutException(FormattableString.Invariant($"Timeout after {after.TotalSeconds:F2} seconds")));

    public void Cancelled(CancellationToken token) => _answer.TrySetCanceled(token);

    /// <summary>False where the answer comes too late or is not the first.</summary>
    private bool Complete(object message) => message switch
    {
        Status.Failure failure when typeof(T) == typeof(object) => _answer.TrySetException(failure.Cause),
        T answer => _answer.TrySetResult(answer),
        Status.Failure failure => _answer.TrySetException(failure.Cause),
        _ => _answer.TrySetException(new ArgumentException(
            $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
    };
}
