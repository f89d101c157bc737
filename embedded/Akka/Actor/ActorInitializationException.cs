namespace Akka.Actor;

/// <summary>The constructor or PreStart of an actor threw.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    public ActorInitializationException(string message)
        : base(message)
    {
    }

    public IActorRef? Actor { get; set; }
}
