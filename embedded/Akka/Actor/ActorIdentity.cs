namespace Akka.Actor;

/// <summary>The answer to <see cref="Identify"/>.</summary>
public sealed class ActorIdentity
{
    public ActorIdentity(object? messageId, IActorRef? subject)
    {
        MessageId = messageId;
        Subject = subject;
    }

    public object? MessageId { get; }

    /// <summary>The actor that answered; null where there is none.</summary>
    public IActorRef? Subject { get; }

    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}
