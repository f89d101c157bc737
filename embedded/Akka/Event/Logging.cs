using Akka.Actor;

namespace Akka.Event;

/// <summary>Where loggers come from.</summary>
public static class Logging
{
    public static ILoggingAdapter GetLogger(
        this IActorContext context, ILogMessageFormatter? logMessageFormatter = null) =>
        new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type);

    public static ILoggingAdapter GetLogger(
        ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        new BusLogging(
            system.EventStream, $"{SourceName(logSourceObj)} (akka://{system.Name})", SourceType(logSourceObj));

    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => (LogLevel)int.MaxValue,
        _ => throw new ArgumentException($"Unknown LogLevel: \"{logLevel}\"; use DEBUG, INFO, WARNING, ERROR or OFF."),
    };

    private static string SourceName(object source) =>
        source as string ?? (source as Type ?? source.GetType()).Name;

    private static Type SourceType(object source) => source as Type ?? source.GetType();
}
