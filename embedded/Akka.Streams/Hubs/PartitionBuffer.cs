namespace Akka.Streams.Hubs;

/// <summary>
/// A queue for each reader, <paramref name="size"/> elements in all. Nothing is taken in before the first
/// <paramref name="startAfter"/> readers are there, nor while there is none.
/// </summary>
internal sealed class PartitionBuffer<T>(Func<int, T, int> partitioner, int startAfter, int size) : HubBuffer<T>
{
    private readonly List<Reader> _readers = [];
    private readonly Queue<T> _homeless = new();
    private bool _hasStarted;
    private int _count;

    protected override bool HasRoom => _hasStarted && _readers.Count > 0 && _count < size;

    protected override void Store(T element)
    {
        if (_readers.Count == 0)
        {
            _homeless.Enqueue(element);
            return;
        }

        var index = partitioner(_readers.Count, element);
        if (index < 0)
            return;
        var reader = _readers[index];
        reader.Elements.Enqueue(element);
        _count++;
        WakeIfWaiting(reader);
    }

    protected override HubReader Add(Action wake)
    {
        var reader = new Reader { Wake = wake };
        _readers.Add(reader);
        _hasStarted |= _readers.Count >= startAfter;
        while (_homeless.TryDequeue(out var element))
            Store(element);
        return reader;
    }

    protected override void Remove(HubReader reader)
    {
        var leaving = (Reader)reader;
        _readers.Remove(leaving);
        _count -= leaving.Elements.Count;
    }

    protected override bool IsEmpty(HubReader reader) => ((Reader)reader).Elements.Count == 0;

    protected override T Take(HubReader reader)
    {
        _count--;
        return ((Reader)reader).Elements.Dequeue();
    }

    private sealed class Reader : HubReader
    {
        internal Queue<T> Elements { get; } = new();
    }
}
