using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A second test actor: stands in for an actor, records what it gets and can answer.</summary>
public partial class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    internal TestProbe(ActorSystem system, string? testProbeName)
        : base(null, system, null, testProbeName)
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>The sender of the last message.</summary>
    public IActorRef Sender => LastSender ?? throw new InvalidOperationException("The probe has received no message.");

    ActorPath IActorRef.Path => TestActor.Path;

    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Answers the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the last message on with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    public override bool Equals(object? obj) => TestActor.Equals(obj is TestProbe probe ? probe.TestActor : obj);

    public override int GetHashCode() => TestActor.GetHashCode();

    public override string ToString() => TestActor.ToString()!;
}
