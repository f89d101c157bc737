using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by their path in the configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly ConcurrentDictionary<string, Func<MessageDispatcher>> _factories = new();
    private readonly ConcurrentDictionary<PinnedDispatcher, bool> _pinned = new();
    private readonly ActorSystem _system;

    internal Dispatchers(ActorSystem system) => _system = system;

    public MessageDispatcher DefaultGlobalDispatcher => Lookup(DefaultDispatcherId);

    public bool HasDispatcher(string id) =>
        _factories.ContainsKey(id) || _system.Settings.Config.GetConfig(id) is not null;

    public MessageDispatcher Lookup(string dispatcherName) =>
        _factories.GetOrAdd(dispatcherName, Factory)();

    internal void JoinThreads()
    {
        foreach (var dispatcher in _pinned.Keys)
        {
            dispatcher.Join();
        }
    }

    private Func<MessageDispatcher> Factory(string id)
    {
        var config = _system.Settings.Config.GetConfig(id)
            ?? throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        var throughput = config.GetInt("throughput", 30);
        switch (config.GetString("type", "Dispatcher"))
        {
            case "Dispatcher":
                var shared = new ThreadPoolDispatcher(id, throughput);
                return () => shared;
            case "PinnedDispatcher":
                return () => Pin(id, throughput);
            case var type:
                return Configurator(type!, config, id).Dispatcher;
        }
    }

    private static MessageDispatcherConfigurator Configurator(string typeName, Config config, string id)
    {
        if (Type.GetType(typeName) is not { } type || !type.IsAssignableTo(typeof(MessageDispatcherConfigurator)))
        {
            throw new ConfigurationException(
                $"Cannot instantiate MessageDispatcherConfigurator type [{typeName}] for dispatcher [{id}]");
        }

        return (MessageDispatcherConfigurator)Activator.CreateInstance(
            type, BindingFlags.Instance | BindingFlags.NonPublic, null, [config, id], null)!;
    }

    private PinnedDispatcher Pin(string id, int throughput)
    {
        var dispatcher = new PinnedDispatcher(id, throughput, ended => _pinned.TryRemove(ended, out _));
        _pinned.TryAdd(dispatcher, true);
        return dispatcher;
    }
}
