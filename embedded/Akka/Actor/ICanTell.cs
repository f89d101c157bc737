namespace Akka.Actor;

/// <summary>Anything that takes messages: an actor reference, a selection, a test probe.</summary>
public interface ICanTell
{
    void Tell(object message, IActorRef? sender);
}
