namespace Akka.Actor;

/// <summary>An operation that the actor's state does not allow.</summary>
public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
