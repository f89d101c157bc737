namespace Akka.Dispatch;

/// <summary>No capacity is no limit; a full mailbox blocks the sender for the push timeout.</summary>
internal readonly record struct MailboxSettings(int? Capacity, TimeSpan PushTimeout)
{
    public static readonly MailboxSettings Unbounded = new(null, TimeSpan.Zero);
}
