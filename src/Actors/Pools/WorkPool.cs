namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A queue and who works on what: the part of a pool that needs neither actors nor a clock. A batch is here from its
/// assignment until its worker has answered or is known to have crashed, so nothing can get lost with a worker.
/// </summary>
internal sealed class WorkPool<T>(BatchingOptions options, int workers)
{
    private readonly BatchFormer<T> former = new(options);
    private readonly Assignment<T>?[] working = new Assignment<T>?[workers];
    private readonly Queue<int> idle = new(Enumerable.Range(0, workers));
    private long batches;

    public int Pending => former.Pending;

    public int Busy => working.Length - idle.Count;

    public bool IsFull => former.IsFull;

    public BatchCounts Counts => former.Counts;

    /// <summary>When something changes by itself again; infinite where only an item or a free worker can.</summary>
    public double NextEventAfter(double nowSeconds) => former.NextEventAfter(nowSeconds);

    public bool TryAdd(T item, int priority, double nowSeconds, double deadlineSeconds) =>
        former.TryAdd(item, priority, nowSeconds, deadlineSeconds);

    /// <summary>What has waited too long by now.</summary>
    public IReadOnlyList<DroppedItem<T>> Drop(double nowSeconds)
    {
        if (former.Pending == 0) return [];
        List<DroppedItem<T>> dropped = [];
        former.Drop(nowSeconds, dropped);
        return dropped;
    }

    /// <summary>The next batch, if it is time for one and a worker is free.</summary>
    public Assignment<T>? TryAssign(double nowSeconds)
    {
        if (idle.Count == 0) return null;
        List<BatchItem<T>> items = [];
        if (!former.TryTake(nowSeconds, items)) return null;
        var worker = idle.Dequeue();
        return working[worker] = new Assignment<T>(worker, batches++, items);
    }

    /// <summary>Frees a worker that has answered or crashed; null for a batch that it does not have.</summary>
    public Assignment<T>? Release(int worker, long number)
    {
        if (working[worker] is not { } batch || batch.Number != number) return null;
        working[worker] = null;
        idle.Enqueue(worker);
        return batch;
    }

    /// <summary>All that wait, taken out of the queue.</summary>
    public IReadOnlyList<T> Clear()
    {
        List<T> left = [];
        former.Clear(left);
        return left;
    }
}

/// <summary>A batch for a worker.</summary>
internal sealed record Assignment<T>(int Worker, long Number, IReadOnlyList<BatchItem<T>> Items);
