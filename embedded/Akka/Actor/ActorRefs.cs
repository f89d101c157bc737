namespace Akka.Actor;

/// <summary>References that point at no actor.</summary>
public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>The absent sender; the receiver sees the dead letters.</summary>
    public static readonly IActorRef NoSender = null!;
}
