using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that a full buffer did not take.</summary>
public sealed class Dropped : AllDeadLetters
{
    public Dropped(object message, string reason, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient) => Reason = reason;

    public string Reason { get; }
}
