namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A queue and who works on what: the part of a pool that needs neither actors nor a clock. Workers pull: each has so many
/// slots, and each answer frees one. A batch is here from its assignment until its worker has answered or is known to have
/// failed, so nothing can get lost with a worker. A batch that failed is split in two, which go before all others; an item
/// that fails alone for the last time is given up.
/// </summary>
/// <param name="options">How items become batches.</param>
/// <param name="attempts">How often an item may fail alone.</param>
internal sealed class WorkPool<T>(BatchingOptions options, int attempts)
{
    private readonly BatchFormer<T> former = new(options);
    private readonly Queue<Part> returned = new();
    private readonly SortedDictionary<int, Seat> seats = [];
    private readonly List<Seat> free = []; // those with a free slot, freed longest ago first
    private int hired;
    private long batches;

    public int Pending => former.Pending + returned.Sum(part => part.Items.Count);

    /// <summary>Workers.</summary>
    public int Workers => seats.Count;

    /// <summary>Workers that have a batch.</summary>
    public int Busy { get; private set; }

    public bool IsFull => former.IsFull;

    public BatchCounts Counts => former.Counts;

    /// <summary>Batches that failed and were tried again, as a whole or in parts.</summary>
    public long Returned { get; private set; }

    /// <summary>A new worker's number, counted from 0; it may have so many batches at a time.</summary>
    public int Hire(int slots)
    {
        var seat = new Seat(hired++, slots);
        seats.Add(seat.Number, seat);
        free.Add(seat);
        return seat.Number;
    }

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

    /// <summary>
    /// The next batch, if it is time for one and a worker has a slot for it: the worker with the fewest batches in hand; of
    /// equals the one that it fits best, then the one that is free longest.
    /// </summary>
    /// <param name="nowSeconds">The time.</param>
    /// <param name="fit">How well items fit a worker; null where all are alike.</param>
    public Assignment<T>? TryAssign(double nowSeconds, Func<int, IReadOnlyList<BatchItem<T>>, int>? fit = null)
    {
        if (free.Count == 0 || Take(nowSeconds) is not { } part) return null;
        var seat = free[0];
        if (free.Count > 1)
            seat = free.MinBy(one => (one.InHand.Count, -(fit?.Invoke(one.Number, part.Items) ?? 0)))!;
        var batch = new Assignment<T>(seat.Number, batches++, part.Items, part.Failures, nowSeconds);
        if (seat.InHand.Count == 0) Busy++;
        seat.InHand.Add(batch);
        if (seat.InHand.Count == seat.Slots) free.Remove(seat);
        return batch;
    }

    /// <summary>Takes a batch from a worker that has answered, and frees the slot; null where it does not have it.</summary>
    public Assignment<T>? Release(int worker, long number, double nowSeconds)
    {
        if (!seats.TryGetValue(worker, out var seat)) return null;
        if (seat.InHand.Find(one => one.Number == number) is not { } batch) return null;
        if (seat.InHand.Count == seat.Slots) free.Add(seat);
        seat.InHand.Remove(batch);
        if (seat.InHand.Count == 0) Busy--;
        else seat.InHand[0].StartedSeconds = Math.Max(seat.InHand[0].StartedSeconds, nowSeconds);
        return batch;
    }

    /// <summary>Gives a released batch that failed back to the queue; what has failed too often comes out.</summary>
    public T? Return(Assignment<T> batch, double nowSeconds, out bool isGivenUp)
    {
        isGivenUp = batch.Items.Count == 1 && batch.Failures + 1 >= attempts;
        if (isGivenUp) return batch.Items[0].Item;
        Returned++;
        BatchItem<T>[] items = [.. batch.Items.Select(item =>
            item with { WaitedSeconds = item.WaitedSeconds + nowSeconds - batch.AssignedSeconds })];
        if (items.Length == 1) returned.Enqueue(new Part(items, batch.Failures + 1));
        else
            foreach (var half in items.Chunk((items.Length + 1) / 2)) returned.Enqueue(new Part(half, 0));
        return default;
    }

    /// <summary>Ends a worker: the batch that it was at, for <see cref="Return"/>; those behind it wait again.</summary>
    public Assignment<T>? Dismiss(int worker)
    {
        if (!seats.Remove(worker, out var seat)) return null;
        free.Remove(seat);
        if (seat.InHand.Count == 0) return null;
        Busy--;
        foreach (var waiting in seat.InHand.Skip(1)) returned.Enqueue(new Part(waiting.Items, waiting.Failures));
        return seat.InHand[0];
    }

    /// <summary>The batch that each busy worker is at.</summary>
    public IEnumerable<Assignment<T>> Current => seats.Values.Where(seat => seat.InHand.Count > 0).Select(seat => seat.InHand[0]);

    /// <summary>All that wait, taken out of the queue.</summary>
    public IReadOnlyList<T> Clear()
    {
        List<T> left = [.. returned.SelectMany(part => part.Items).Select(item => item.Item)];
        returned.Clear();
        former.Clear(left);
        return left;
    }

    private Part? Take(double nowSeconds)
    {
        if (returned.TryDequeue(out var part)) return part;
        List<BatchItem<T>> items = [];
        return former.TryTake(nowSeconds, items) ? new Part(items, 0) : null;
    }

    private sealed record Part(IReadOnlyList<BatchItem<T>> Items, int Failures);

    private sealed record Seat(int Number, int Slots)
    {
        public List<Assignment<T>> InHand { get; } = [];

        public bool Equals(Seat? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Number;
    }
}

/// <summary>A batch for a worker.</summary>
/// <param name="Worker">Its number in the pool.</param>
/// <param name="Number">Of the batch; never given twice.</param>
/// <param name="Items">What is in it.</param>
/// <param name="Failures">How often the only item has failed alone.</param>
/// <param name="AssignedSeconds">When the worker got it.</param>
internal sealed record Assignment<T>(
    int Worker, long Number, IReadOnlyList<BatchItem<T>> Items, int Failures, double AssignedSeconds)
{
    /// <summary>When the worker can have begun it.</summary>
    public double StartedSeconds { get; set; } = AssignedSeconds;

    /// <summary>The items as they began.</summary>
    public IReadOnlyList<T> Begun { get; set; } = [];
}
