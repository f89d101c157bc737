namespace EditableDeepSC.Actors;

/// <summary>An item that waits in a <see cref="BatchFormer{T}"/>.</summary>
internal sealed class BatchEntry<T>(T item, int level, double arrivedSeconds, double deadlineSeconds)
{
    private T? item = item;

    public int Level { get; } = level;

    public double ArrivedSeconds { get; } = arrivedSeconds;

    public double DeadlineSeconds { get; } = deadlineSeconds;

    /// <summary>Served or dropped: queues that still hold it pass it over.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Timed out and put behind the others of its level.</summary>
    public bool IsLate { get; set; }

    /// <summary>Takes the item out; what still holds the entry does not hold it.</summary>
    public T Leave()
    {
        var left = item!;
        (item, IsGone) = (default, true);
        return left;
    }
}
