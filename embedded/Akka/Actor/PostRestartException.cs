namespace Akka.Actor;

/// <summary>The constructor or PostRestart threw while the actor was restarted.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({(originalCause ?? cause).GetType()})", cause) =>
        OriginalCause = originalCause!;

    /// <summary>What the actor was restarted for.</summary>
    public Exception OriginalCause { get; }
}
