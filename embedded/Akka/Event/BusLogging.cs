namespace Akka.Event;

/// <summary>Publishes log events on the event stream.</summary>
internal sealed class BusLogging(LoggingBus bus, string source, Type type) : ILoggingAdapter
{
    public ILogMessageFormatter Formatter => DefaultLogMessageFormatter.Instance;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Publish(logLevel, cause, message);

    public void Log(LogLevel logLevel, Exception? cause, string format) => Publish(logLevel, cause, format);

    private void Publish(LogLevel level, Exception? cause, object message)
    {
        if (IsEnabled(level))
        {
            bus.Publish(level switch
            {
                LogLevel.DebugLevel => new Debug(cause, source, type, message),
                LogLevel.InfoLevel => new Info(cause, source, type, message),
                LogLevel.WarningLevel => new Warning(cause, source, type, message),
                _ => new Error(cause, source, type, message),
            });
        }
    }
}
