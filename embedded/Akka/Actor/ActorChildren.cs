namespace Akka.Actor;

/// <summary>The children of one actor by name; a guardian's are added from any thread.</summary>
internal sealed class ActorChildren
{
    private readonly Dictionary<string, LocalActorRef> _byName = [];
    private bool _closed;
    private HashSet<IActorRef>? _stopping;
    private long _unnamed;

    /// <summary>Of an actor that ended without children.</summary>
    public static ActorChildren Closed { get; } = new() { _closed = true };

    /// <summary>True while a child that the parent stopped is still there.</summary>
    public bool HasStopping => _stopping is { Count: > 0 };

    public string NextName() => ActorNames.Generate(Interlocked.Increment(ref _unnamed) - 1);

    public void Add(LocalActorRef child)
    {
        lock (_byName)
        {
            if (_closed)
            {
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            }

            if (!_byName.TryAdd(child.Path.Name, child))
            {
                throw new InvalidActorNameException($"Actor name \"{child.Path.Name}\" is not unique!");
            }
        }
    }

    public bool Remove(IActorRef actor)
    {
        lock (_byName)
        {
            _stopping?.Remove(actor);
            return Contains(actor) && _byName.Remove(actor.Path.Name);
        }
    }

    public bool Contains(IActorRef actor) => ReferenceEquals(Find(actor.Path.Name), actor);

    public LocalActorRef? Find(string name)
    {
        lock (_byName)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    public LocalActorRef[] Snapshot()
    {
        lock (_byName)
        {
            return [.. _byName.Values];
        }
    }

    public LocalActorRef[] Close()
    {
        lock (_byName)
        {
            _closed = true;
            return [.. _byName.Values];
        }
    }

    public void MarkStopping(IActorRef actor)
    {
        lock (_byName)
        {
            if (Contains(actor))
            {
                (_stopping ??= []).Add(actor);
            }
        }
    }
}
