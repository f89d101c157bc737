using Akka.Actor;

namespace Akka.Event;

/// <summary>The answer of a logger that is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public LoggerInitialized()
    {
    }
}
