using Akka.Event;

namespace Akka.Actor;

/// <summary>What a timer puts into the mailbox; it is dropped where the timer has changed since.</summary>
internal sealed class TimerFired(object key, object message, bool repeats)
    : IAutoReceivedMessage, INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public object Key => key;

    public object Message => message;

    public bool Repeats => repeats;
}
