using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>A message in a mailbox.</summary>
internal sealed class MailboxNode(object? message, IActorRef? sender)
{
    public MailboxNode? Next;
    public object? Message = message;
    public IActorRef? Sender = sender;
}
