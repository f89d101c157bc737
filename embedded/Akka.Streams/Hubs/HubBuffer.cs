namespace Akka.Streams.Hubs;

/// <summary>What a read from a hub's buffer has found.</summary>
internal enum HubRead
{
    Element,

    /// <summary>Nothing now: the reader will be woken.</summary>
    Nothing,

    Completed,

    Failed,
}

/// <summary>One consumer of a hub.</summary>
internal abstract class HubReader
{
    /// <summary>Lets the consumer read again; any thread may call it.</summary>
    internal required Action Wake { get; init; }

    internal bool Waits { get; set; }
}

/// <summary>
/// The elements between the one stream that writes to a hub and the many that read from it. A lock guards it: what is
/// done under it is short, and each side wakes another only when that one waits.
/// </summary>
internal abstract class HubBuffer<T>
{
    private readonly Lock _gate = new();
    private readonly List<HubReader> _readers = [];
    private Action _wakeWriter = static () => { };
    private bool _writerWaits;
    private bool _hasEnded;

    /// <summary>Why the hub failed, once a read has said so.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>True: the writer may send one element more.</summary>
    protected abstract bool HasRoom { get; }

    /// <summary>Names the writer; false if it has to wait until it is woken.</summary>
    internal bool Begin(Action wakeWriter)
    {
        lock (_gate)
        {
            _wakeWriter = wakeWriter;
            return MayWrite();
        }
    }

    /// <summary>Adds an element; false if the writer has to wait until it is woken.</summary>
    internal bool Write(T element)
    {
        lock (_gate)
        {
            Store(element);
            return MayWrite();
        }
    }

    /// <summary>No element follows. Readers get what is there first, but a failure at once.</summary>
    internal void End(Exception? failure)
    {
        lock (_gate)
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            Failure = failure;
            foreach (var reader in _readers)
                reader.Wake();
        }
    }

    internal HubReader Attach(Action wake)
    {
        lock (_gate)
        {
            var reader = Add(wake);
            _readers.Add(reader);
            WakeWriterIfRoom();
            return reader;
        }
    }

    internal void Detach(HubReader reader)
    {
        lock (_gate)
        {
            if (_readers.Remove(reader))
                Remove(reader);
            WakeWriterIfRoom();
        }
    }

    /// <summary>Takes the reader's next element, if <paramref name="wanted"/>.</summary>
    internal HubRead Read(HubReader reader, bool wanted, out T element)
    {
        lock (_gate)
        {
            element = default!;
            if (Failure is not null)
                return HubRead.Failed;
            if (IsEmpty(reader))
            {
                reader.Waits = wanted;
                return _hasEnded ? HubRead.Completed : HubRead.Nothing;
            }

            if (!wanted)
                return HubRead.Nothing;
            element = Take(reader);
            WakeWriterIfRoom();
            return HubRead.Element;
        }
    }

    protected static void WakeIfWaiting(HubReader reader)
    {
        if (!reader.Waits)
            return;
        reader.Waits = false;
        reader.Wake();
    }

    protected abstract void Store(T element);

    protected abstract HubReader Add(Action wake);

    protected abstract void Remove(HubReader reader);

    protected abstract bool IsEmpty(HubReader reader);

    protected abstract T Take(HubReader reader);

    private bool MayWrite()
    {
        _writerWaits = !HasRoom;
        return !_writerWaits;
    }

    private void WakeWriterIfRoom()
    {
        if (!_writerWaits || !HasRoom)
            return;
        _writerWaits = false;
        _wakeWriter();
    }
}
