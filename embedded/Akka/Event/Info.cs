namespace Akka.Event;

/// <summary>What a user may want to know.</summary>
public class Info : LogEvent
{
    public Info(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    public Info(string logSource, Type logClass, object message)
        : base(null, logSource, logClass, message)
    {
    }

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
