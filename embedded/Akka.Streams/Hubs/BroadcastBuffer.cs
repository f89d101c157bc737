namespace Akka.Streams.Hubs;

/// <summary>
/// A ring that every reader reads in full. An element leaves when the slowest has read it; without readers it stays,
/// and the next reader begins with it.
/// </summary>
internal sealed class BroadcastBuffer<T>(int size) : HubBuffer<T>
{
    private readonly T?[] _slots = new T?[size];
    private readonly HashSet<Reader> _readers = [];
    private readonly int[] _readersAt = new int[size + 1];
    private long _head;
    private long _tail;

    protected override bool HasRoom => _tail - _head < size;

    private ref int ReadersAt(long position) => ref _readersAt[position % (size + 1)];

    protected override void Store(T element)
    {
        _slots[_tail % size] = element;
        _tail++;
        foreach (var reader in _readers)
            WakeIfWaiting(reader);
    }

    protected override HubReader Add(Action wake)
    {
        var reader = new Reader { Wake = wake, Position = _head };
        _readers.Add(reader);
        ReadersAt(_head)++;
        return reader;
    }

    protected override void Remove(HubReader reader)
    {
        var leaving = (Reader)reader;
        _readers.Remove(leaving);
        ReadersAt(leaving.Position)--;
        Release(_readers.Count > 0 ? _tail : leaving.Position);
    }

    protected override bool IsEmpty(HubReader reader) => ((Reader)reader).Position == _tail;

    protected override T Take(HubReader reader)
    {
        var taking = (Reader)reader;
        var element = _slots[taking.Position % size]!;
        ReadersAt(taking.Position)--;
        taking.Position++;
        ReadersAt(taking.Position)++;
        Release(_tail);
        return element;
    }

    // Only the slots that no reader stands before are free.
    private void Release(long limit)
    {
        for (; _head < limit && ReadersAt(_head) == 0; _head++)
            _slots[_head % size] = default;
    }

    private sealed class Reader : HubReader
    {
        internal long Position { get; set; }
    }
}
