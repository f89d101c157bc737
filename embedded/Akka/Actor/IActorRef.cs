namespace Akka.Actor;

/// <summary>The address of one incarnation of an actor; safe to share between threads.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}
