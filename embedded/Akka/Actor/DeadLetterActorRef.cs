using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Publishes what it gets as dead letters on the event stream.</summary>
internal sealed class DeadLetterActorRef(LocalActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.RootPath / "deadLetters";

    public override IActorRefProvider Provider => provider;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Publish(message, sender ?? this, this);
    }

    /// <summary>A message from <paramref name="sender"/> that <paramref name="recipient"/> will not get.</summary>
    public void Publish(object message, IActorRef sender, IActorRef recipient)
    {
        if (message is Identify identify)
        {
            sender.Tell(new ActorIdentity(identify.MessageId, null), this);
            return;
        }

        provider.System.EventStream.Publish(message switch
        {
            AllDeadLetters letter => letter,
            IDeadLetterSuppression suppressed => new SuppressedDeadLetter(suppressed, sender, recipient),
            _ => new DeadLetter(message, sender, recipient),
        });
    }

    public override void SendSystemMessage(ISystemMessage message) => (message as Watch)?.Refuse();
}
