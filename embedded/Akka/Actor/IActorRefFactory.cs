namespace Akka.Actor;

/// <summary>Creates actors below itself: a system or the context of an actor.</summary>
public interface IActorRefFactory
{
    IActorRef ActorOf(Props props, string? name = null);
}
