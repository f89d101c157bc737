namespace Akka.Actor;

/// <summary>PreRestart threw.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(
        IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"Exception pre restart ({cause.GetType()})", restartException)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public Exception RestartException { get; }

    public object? OptionalMessage { get; }
}
