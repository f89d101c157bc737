using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using AkkaLogEvent = Akka.Event.LogEvent;
using AkkaLogLevel = Akka.Event.LogLevel;
using SerilogLogEvent = Serilog.Events.LogEvent;

namespace EditableDeepSC.Actors.Logging;

/// <summary>
/// Hands the log events of an actor system to <see cref="Log.Logger"/>, with the time at which they were logged and
/// the actor's path as <c>SourceContext</c>.
/// </summary>
public sealed class SerilogLogger : ReceiveActor
{
    public SerilogLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<AkkaLogEvent>(Write);
    }

    /// <summary>Makes this the only logger of a system: nothing goes to the console but through Serilog.</summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        $"""
        akka.stdout-loglevel = OFF
        akka.loggers = ["{typeof(SerilogLogger).AssemblyQualifiedName}"]
        """);

    private static void Write(AkkaLogEvent logged)
    {
        var logger = Log.ForContext(Constants.SourceContextPropertyName, logged.LogSource);
        var level = Level(logged.LogLevel());
        var (format, arguments) = logged.Message is LogMessage message
            ? (message.Format, message.Parameters().ToArray())
            : ("{Text:l}", [logged.Message]);
        if (logger.IsEnabled(level)
            && logger.BindMessageTemplate(format, arguments, out var template, out var properties))
        {
            var time = new DateTimeOffset(DateTime.SpecifyKind(logged.Timestamp, DateTimeKind.Utc));
            logger.Write(new SerilogLogEvent(time, level, logged.Cause, template, properties));
        }
    }

    private static LogEventLevel Level(AkkaLogLevel level) => level switch
    {
        AkkaLogLevel.DebugLevel => LogEventLevel.Debug,
        AkkaLogLevel.InfoLevel => LogEventLevel.Information,
        AkkaLogLevel.WarningLevel => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
