namespace Akka.Actor;

/// <summary>Asking: sending a message and getting its answer as a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>
    /// Sends what the factory makes of the sender. The task fails with <see cref="AskTimeoutException"/> after the
    /// timeout, with the cause of a <see cref="Status.Failure"/>, and with ArgumentException for another type.
    /// </summary>
    public static async Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        var provider = self is IInternalActorRef internalRef
            ? internalRef.Provider
            : throw new ArgumentException("Unable to resolve the target of the Ask", nameof(self));
        if (cancellationToken.IsCancellationRequested)
        {
            return await Task.FromCanceled<T>(cancellationToken).ConfigureAwait(false);
        }

        var future = new FutureActorRef<T>(provider);
        var limit = timeout ?? provider.Settings.AskTimeout;
        using var timer = limit > TimeSpan.Zero
            ? new Timer(_ => future.TimedOut(limit), null, limit, Timeout.InfiniteTimeSpan)
            : null;
        await using var cancellation = cancellationToken.UnsafeRegister(_ => future.Cancelled(cancellationToken), null);
        self.Tell(messageFactory(future), future);
        return await future.Answer.ConfigureAwait(false);
    }
}
