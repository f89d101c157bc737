namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A queue that turns items into batches. It owns no clock: whoever drives it says what time it is, and asks
/// <see cref="NextEventAfter"/> when to come back. O(log pending) an item.
/// </summary>
public sealed class BatchFormer<T>
{
    private readonly BatchingOptions options;
    private readonly int[] preferredSizes;
    private readonly Queue<BatchEntry<T>>[] onTime;
    private readonly Queue<BatchEntry<T>>[] late;
    private readonly Queue<BatchEntry<T>> arrivals = new();
    private readonly PriorityQueue<BatchEntry<T>, double> limits = new();

    public BatchFormer(BatchingOptions options)
    {
        this.options = options;
        preferredSizes = [.. options.PreferredSizes.Where(size => size <= options.MaxSize).OrderDescending()];
        onTime = [.. Enumerable.Range(0, options.PriorityLevels).Select(_ => new Queue<BatchEntry<T>>())];
        late = [.. Enumerable.Range(0, options.PriorityLevels).Select(_ => new Queue<BatchEntry<T>>())];
    }

    /// <summary>Items that wait.</summary>
    public int Pending { get; private set; }

    public BatchCounts Counts { get; private set; }

    /// <summary>Whether one more item would be refused.</summary>
    public bool IsFull => Pending >= options.QueueLimit;

    /// <summary>
    /// When something changes by itself again, after <see cref="Drop(double, ICollection{DroppedItem{T}})"/>; infinite
    /// where only an item or a free worker can.
    /// </summary>
    public double NextEventAfter(double nowSeconds)
    {
        while (limits.TryPeek(out var entry, out _) && entry.IsGone) limits.Dequeue();
        var due = Oldest() is { } oldest ? oldest.ArrivedSeconds + DelaySeconds : double.PositiveInfinity;
        if (due <= nowSeconds) due = double.PositiveInfinity; // it waits for a worker, not for the time
        return limits.TryPeek(out _, out var limit) ? Math.Min(due, limit) : due;
    }

    private double DelaySeconds => options.MaxDelayMs / 1000;

    /// <summary>Lets an item wait; false where the queue is full.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">1 is served first; larger than the number of levels counts as the last.</param>
    /// <param name="nowSeconds">The time.</param>
    /// <param name="deadlineSeconds">When the item is no longer worth serving; infinite for never.</param>
    public bool TryAdd(T item, int priority, double nowSeconds, double deadlineSeconds = double.PositiveInfinity)
    {
        if (IsFull)
        {
            Counts = Counts with { Refused = Counts.Refused + 1 };
            return false;
        }
        var entry = new BatchEntry<T>(
            item, Math.Clamp(priority, 1, onTime.Length) - 1, nowSeconds, deadlineSeconds);
        onTime[entry.Level].Enqueue(entry);
        arrivals.Enqueue(entry);
        var timeout = options.TimeoutMs > 0 ? nowSeconds + options.TimeoutMs / 1000 : double.PositiveInfinity;
        LimitAt(entry, Math.Min(timeout, deadlineSeconds));
        Pending++;
        Counts = Counts with { Added = Counts.Added + 1 };
        return true;
    }

    /// <summary>Removes what has waited too long; call it before <see cref="TryTake"/>.</summary>
    public void Drop(double nowSeconds, ICollection<DroppedItem<T>> dropped)
    {
        while (limits.TryPeek(out var entry, out var limit) && limit <= nowSeconds)
        {
            limits.Dequeue();
            if (entry.IsGone) continue;
            if (entry.DeadlineSeconds <= nowSeconds) Drop(entry, DropReason.DeadlinePassed, dropped);
            else if (options.TimeoutAction == TimeoutAction.Reject) Drop(entry, DropReason.TimedOut, dropped);
            else Delay(entry);
        }
    }

    /// <summary>Takes the next batch if it is time for one; call it while a worker is free.</summary>
    public bool TryTake(double nowSeconds, ICollection<BatchItem<T>> batch)
    {
        var size = SizeAt(nowSeconds);
        for (var i = 0; i < size; i++) batch.Add(Serve(nowSeconds));
        if (size == 0) return false;
        Counts = Counts with { Batches = Counts.Batches + 1, Served = Counts.Served + size };
        return true;
    }

    /// <summary>Takes all that wait, at the end of a run.</summary>
    public void Clear(ICollection<T> left)
    {
        while (Pending > 0) left.Add(Serve(0).Item);
    }

    private int SizeAt(double nowSeconds)
    {
        if (Pending >= options.MaxSize) return options.MaxSize;
        var preferred = preferredSizes.FirstOrDefault(size => size <= Pending);
        if (preferred > 0) return preferred;
        return Oldest() is { } oldest && nowSeconds >= oldest.ArrivedSeconds + DelaySeconds ? Pending : 0;
    }

    private BatchItem<T> Serve(double nowSeconds)
    {
        var entry = Next();
        var waited = nowSeconds - entry.ArrivedSeconds;
        Counts = Counts with { WaitedSeconds = Counts.WaitedSeconds + waited };
        return new BatchItem<T>(Leave(entry), waited);
    }

    private BatchEntry<T> Next()
    {
        for (var level = 0; level < onTime.Length; level++)
        {
            while (onTime[level].TryDequeue(out var entry))
                if (!entry.IsGone && !entry.IsLate) return entry;
            while (late[level].TryDequeue(out var entry))
                if (!entry.IsGone) return entry;
        }
        throw new InvalidOperationException($"{Pending} items are pending but none is in a queue.");
    }

    private BatchEntry<T>? Oldest()
    {
        while (arrivals.TryPeek(out var entry))
        {
            if (!entry.IsGone) return entry;
            arrivals.Dequeue();
        }
        return null;
    }

    private void Drop(BatchEntry<T> entry, DropReason reason, ICollection<DroppedItem<T>> dropped)
    {
        dropped.Add(new DroppedItem<T>(Leave(entry), reason));
        Counts = reason == DropReason.TimedOut
            ? Counts with { TimedOut = Counts.TimedOut + 1 }
            : Counts with { Expired = Counts.Expired + 1 };
    }

    private void Delay(BatchEntry<T> entry)
    {
        entry.IsLate = true;
        late[entry.Level].Enqueue(entry);
        LimitAt(entry, entry.DeadlineSeconds);
        Counts = Counts with { TimedOut = Counts.TimedOut + 1 };
    }

    private T Leave(BatchEntry<T> entry)
    {
        Pending--;
        return entry.Leave();
    }

    private void LimitAt(BatchEntry<T> entry, double limitSeconds)
    {
        if (double.IsFinite(limitSeconds)) limits.Enqueue(entry, limitSeconds);
    }
}

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

/// <summary>An item of a batch and how long it waited.</summary>
public readonly record struct BatchItem<T>(T Item, double WaitedSeconds);

/// <summary>An item that left a queue without being served.</summary>
public readonly record struct DroppedItem<T>(T Item, DropReason Reason);

/// <summary>Why an item left a queue without being served.</summary>
public enum DropReason
{
    /// <summary>It waited longer than the queue allows.</summary>
    TimedOut,

    /// <summary>Its own deadline came.</summary>
    DeadlinePassed,
}

/// <summary>What a queue has seen so far.</summary>
/// <param name="Added">Items that were let in.</param>
/// <param name="Refused">Items that found it full.</param>
/// <param name="TimedOut">Items that waited longer than the queue allows.</param>
/// <param name="Expired">Items whose own deadline came first.</param>
/// <param name="Served">Items that left in a batch.</param>
/// <param name="Batches">Batches.</param>
/// <param name="WaitedSeconds">How long the served ones waited, summed.</param>
public readonly record struct BatchCounts(
    long Added, long Refused, long TimedOut, long Expired, long Served, long Batches, double WaitedSeconds)
{
    /// <summary>Items a batch, on the average.</summary>
    public double MeanSize => Batches == 0 ? 0 : (double)Served / Batches;
}
