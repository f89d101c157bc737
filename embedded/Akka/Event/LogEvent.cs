using Akka.Actor;

namespace Akka.Event;

/// <summary>One line of a log, as it is published on the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public Exception? Cause { get; protected set; }

    /// <summary>UTC.</summary>
    public DateTime Timestamp { get; } = DateTime.UtcNow;

    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>The path of the actor, or the name of what else logged.</summary>
    public string LogSource { get; protected set; }

    public Type LogClass { get; protected set; }

    /// <summary>A text or a <see cref="LogMessage"/>.</summary>
    public object Message { get; protected set; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var level = LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant();
        var cause = Cause is null ? "" : $"{Environment.NewLine}Cause: {Cause}";
        return $"[{level}][{Timestamp:MM/dd/yyyy HH:mm:ss.fffZ}][Thread {Thread.ManagedThreadId:0000}]"
            + $"[{LogSource}] {Message}{cause}";
    }
}
