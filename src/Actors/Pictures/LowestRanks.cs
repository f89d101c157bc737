namespace EditableDeepSC.Actors;

/// <summary>
/// The keys of lowest rank among all that were ever offered, at most <paramref name="capacity"/>: what it holds in the
/// end does not depend on the order of the offers.
/// </summary>
/// <param name="capacity">At least 1.</param>
public sealed class LowestRanks(int capacity)
{
    private readonly SortedSet<(ulong Rank, long Key)> held = [];

    /// <summary>In the order of their ranks.</summary>
    public IEnumerable<long> Keys => held.Select(one => one.Key);

    /// <summary>Takes a key if its rank is low enough; what had to make room for it comes out.</summary>
    public bool TryAdd(ulong rank, long key, out long? evicted)
    {
        evicted = null;
        if (held.Count >= capacity && held.Max.CompareTo((rank, key)) <= 0) return false;
        if (!held.Add((rank, key))) return false;
        if (held.Count <= capacity) return true;
        evicted = held.Max.Key;
        return held.Remove(held.Max);
    }
}
