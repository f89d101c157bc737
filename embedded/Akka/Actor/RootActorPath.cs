namespace Akka.Actor;

/// <summary>The path above all others of a system; its own parent.</summary>
public sealed class RootActorPath : ActorPath
{
    public RootActorPath(Address address, string name = "")
        : base(name, 0) => Address = address;

    public override ActorPath Parent => this;

    public override Address Address { get; }
}
