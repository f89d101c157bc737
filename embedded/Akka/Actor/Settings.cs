using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The configuration of a system and what the engine reads from it.</summary>
public class Settings
{
    public Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config.WithFallback(ConfigurationFactory.Default());
        LogLevel = Config.GetString("akka.loglevel")!;
        Loggers = Config.GetStringList("akka.loggers");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
    }

    public ActorSystem System { get; }

    public Config Config { get; }

    /// <summary>DEBUG, INFO, WARNING, ERROR or OFF.</summary>
    public string LogLevel { get; }

    /// <summary>Type names of actors that take <see cref="Event.LogEvent"/>s.</summary>
    public IList<string> Loggers { get; }

    /// <summary>The timeout of an Ask that sets none.</summary>
    public TimeSpan AskTimeout { get; }
}
