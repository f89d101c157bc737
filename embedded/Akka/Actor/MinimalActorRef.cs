using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A local reference that has no actor behind it unless a subclass brings one.</summary>
public abstract class MinimalActorRef : IInternalActorRef
{
    public abstract ActorPath Path { get; }

    public abstract IActorRefProvider Provider { get; }

    public virtual IInternalActorRef Parent => Nobody.Instance;

    [Obsolete("Use Context.Watch and Receive<Terminated>")]
    public virtual bool IsTerminated => false;

    public bool IsLocal => true;

    public virtual void Tell(object message, IActorRef? sender) => ArgumentNullException.ThrowIfNull(message);

    public virtual void Start()
    {
    }

    public virtual void Resume(Exception? causedByFailure = null)
    {
    }

    public virtual void Suspend()
    {
    }

    public virtual void Stop()
    {
    }

    public virtual void Restart(Exception cause)
    {
    }

    public virtual void SendSystemMessage(ISystemMessage message)
    {
    }

    // One reference object an incarnation: identity is equality.
    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public sealed override int GetHashCode() => base.GetHashCode();

    public int CompareTo(IActorRef? other) => other is null ? 1 : Path.CompareTo(other.Path);

    int IComparable.CompareTo(object? obj) => obj is null or IActorRef
        ? CompareTo((IActorRef?)obj)
        : throw new ArgumentException($"{obj.GetType()} is not an actor reference", nameof(obj));

    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}
