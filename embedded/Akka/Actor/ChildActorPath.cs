namespace Akka.Actor;

/// <summary>A path below another one.</summary>
public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(name, uid) => Parent = parentPath;

    public override ActorPath Parent { get; }

    public override Address Address => Parent.Address;
}
