using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Who wants which types of events; looking up takes no lock.</summary>
internal sealed class SubscriberTable
{
    private readonly List<(IActorRef Subscriber, Type Channel)> _entries = [];
    private volatile ConcurrentDictionary<Type, IActorRef[]> _byType = new();

    public IActorRef[] For(Type type)
    {
        var byType = _byType;
        return byType.TryGetValue(type, out var subscribers) ? subscribers : Find(byType, type);
    }

    public bool Add(IActorRef subscriber, Type channel)
    {
        lock (_entries)
        {
            if (_entries.Contains((subscriber, channel)))
            {
                return false;
            }

            _entries.Add((subscriber, channel));
            _byType = new ConcurrentDictionary<Type, IActorRef[]>();
            return true;
        }
    }

    public bool Remove(Predicate<(IActorRef Subscriber, Type Channel)> match)
    {
        lock (_entries)
        {
            var removed = _entries.RemoveAll(match) > 0;
            _byType = new ConcurrentDictionary<Type, IActorRef[]>();
            return removed;
        }
    }

    // Fills the table it was given: one that a change has replaced meanwhile is no longer looked at.
    private IActorRef[] Find(ConcurrentDictionary<Type, IActorRef[]> byType, Type type)
    {
        lock (_entries)
        {
            return byType[type] =
                [.. _entries.Where(e => e.Channel.IsAssignableFrom(type)).Select(e => e.Subscriber).Distinct()];
        }
    }
}
