namespace Akka.Actor;

/// <summary>Makes the actor instances of a <see cref="Props"/> in a way of its own.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>Called with each instance when it is no longer used.</summary>
    void Release(ActorBase actor);
}
