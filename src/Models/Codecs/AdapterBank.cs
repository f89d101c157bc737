namespace EditableDeepSC.Models.Codecs;

/// <summary>Loaded adapters, at most <paramref name="capacity"/>: the one used longest ago makes room.</summary>
/// <param name="capacity">At least 1.</param>
/// <param name="load">Loads the adapter of an id.</param>
/// <param name="unload">Frees one that makes room.</param>
/// <param name="time">Measures how long loading takes.</param>
public sealed class AdapterBank<TAdapter>(
    int capacity, Func<int, TAdapter> load, Action<TAdapter> unload, TimeProvider time)
{
    private readonly Dictionary<int, LinkedListNode<(int Id, TAdapter Adapter)>> places = [];
    private readonly LinkedList<(int Id, TAdapter Adapter)> byUse = new();

    public AdapterBankCounts Counts { get; private set; }

    /// <summary>The adapter of an id, loaded if it is not there.</summary>
    public TAdapter Get(int id)
    {
        if (places.TryGetValue(id, out var place))
        {
            byUse.Remove(place);
            byUse.AddFirst(place);
            Counts = Counts with { Hits = Counts.Hits + 1 };
            return place.Value.Adapter;
        }
        if (places.Count >= capacity) Evict();
        var started = time.GetTimestamp();
        var adapter = load(id);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        Counts = Counts with { Loads = Counts.Loads + 1, LoadSeconds = Counts.LoadSeconds + seconds };
        places.Add(id, byUse.AddFirst((id, adapter)));
        return adapter;
    }

    /// <summary>Frees all.</summary>
    public void Clear()
    {
        foreach (var (_, adapter) in byUse) unload(adapter);
        byUse.Clear();
        places.Clear();
    }

    private void Evict()
    {
        var last = byUse.Last!;
        byUse.RemoveLast();
        places.Remove(last.Value.Id);
        unload(last.Value.Adapter);
        Counts = Counts with { Evictions = Counts.Evictions + 1 };
    }
}

/// <summary>What a bank has done so far.</summary>
/// <param name="Hits">Adapters that were there.</param>
/// <param name="Loads">Adapters that had to be loaded.</param>
/// <param name="Evictions">Adapters that made room.</param>
/// <param name="LoadSeconds">Time that loading took.</param>
public readonly record struct AdapterBankCounts(long Hits, long Loads, long Evictions, double LoadSeconds)
{
    public static AdapterBankCounts operator +(AdapterBankCounts a, AdapterBankCounts b) =>
        new(a.Hits + b.Hits, a.Loads + b.Loads, a.Evictions + b.Evictions, a.LoadSeconds + b.LoadSeconds);
}
