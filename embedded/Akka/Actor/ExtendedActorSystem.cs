namespace Akka.Actor;

/// <summary>What a library on top of actors needs of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    private protected ExtendedActorSystem()
    {
    }

    public abstract IActorRefProvider Provider { get; }

    /// <summary>The parent of the actors that were created with ActorOf of the system.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>The parent of the engine's own actors, which stop after all others.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    public abstract IActorRef SystemActorOf(Props props, string? name = null);
}
