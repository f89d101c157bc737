namespace Akka.Actor.Internal;

/// <summary>A guardian: supervises with the default strategy and handles no message.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message) => false;
}
