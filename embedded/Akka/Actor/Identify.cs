namespace Akka.Actor;

/// <summary>Asks for an <see cref="ActorIdentity"/>; every actor answers it.</summary>
public sealed class Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    public Identify(object? messageId) => MessageId = messageId;

    public object? MessageId { get; }

    public override string ToString() => $"<Identify>: {MessageId}";
}
