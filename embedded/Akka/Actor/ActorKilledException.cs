namespace Akka.Actor;

/// <summary>Thrown by an actor that got <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException(string message)
        : base(message)
    {
    }
}
