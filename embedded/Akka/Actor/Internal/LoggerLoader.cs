using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>Starts the loggers of the settings and subscribes them to the events that are to be logged.</summary>
internal static class LoggerLoader
{
    private static readonly Type[] EventTypes = [typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)];

    public static IReadOnlyList<LocalActorRef> Start(ActorSystemImpl system)
    {
        var loggers = new List<LocalActorRef>();
        foreach (var name in system.Settings.Loggers)
        {
            var type = Type.GetType(name)
                ?? throw new ConfigurationException($"Logger specified in config cannot be loaded: \"{name}\"");
            var logger = (LocalActorRef)system.SystemActorOf(
                Props.Create(type).WithDispatcher("akka.actor.internal-dispatcher"),
                $"log{loggers.Count + 1}-{type.Name}");
            foreach (var eventType in EventTypes.Skip((int)system.EventStream.LogLevel))
            {
                system.EventStream.Subscribe(logger, eventType);
            }

            logger.Tell(new InitializeLogger(system.EventStream), ActorRefs.NoSender);
            loggers.Add(logger);
        }

        return loggers;
    }
}
