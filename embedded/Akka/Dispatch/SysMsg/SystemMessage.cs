using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A system message, which knows what it does to a cell; a link of the mailbox's list.</summary>
internal abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next;

    /// <summary>Runs on the dispatcher of <paramref name="cell"/>.</summary>
    public abstract void Apply(ActorCell cell);

    /// <summary>Runs in place of <see cref="Apply"/> where the actor has stopped.</summary>
    public virtual void ApplyToDead(ActorCell cell)
    {
    }
}
