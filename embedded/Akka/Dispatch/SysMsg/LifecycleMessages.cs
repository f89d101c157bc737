using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

internal sealed class Create : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Lifecycle.Create();
}

internal sealed class Suspend : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Lifecycle.Suspend();
}

internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Lifecycle.Resume(causedByFailure);
}

internal sealed class Recreate(Exception cause) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Lifecycle.Recreate(cause);
}

internal sealed class Terminate : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.Lifecycle.Terminate();
}

/// <summary>A child failed and waits for its parent's decision.</summary>
internal sealed class Failed(LocalActorRef child, Exception cause) : SystemMessage
{
    public LocalActorRef Child => child;

    public Exception Cause => cause;

    public override void Apply(ActorCell cell) => cell.Lifecycle.ChildFailed(child, cause);
}
