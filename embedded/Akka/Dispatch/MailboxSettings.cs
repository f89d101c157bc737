namespace Akka.Dispatch;

/// <summary>The limit of a mailbox: no capacity is no limit; a full one blocks the sender for the push timeout.</summary>
internal readonly record struct MailboxSettings(int? Capacity, TimeSpan PushTimeout)
{
    public static readonly MailboxSettings Unbounded = new(null, TimeSpan.Zero);
}
