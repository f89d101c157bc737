using System.Numerics;

namespace Akka.Streams.Islands;

/// <summary>
/// A bounded queue for one writing and one reading thread. A side that finds nothing to do announces that it waits
/// and looks once more; the other side takes the announcement back and must then wake it: no wake-up is lost. One can
/// come too early (that other side may be interrupted between its count and the taking back), so who wakes asks again.
/// </summary>
internal sealed class SpscRing<T>(int capacity)
{
    private readonly T?[] _slots = new T?[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    private readonly int _resumeAt = capacity / 2;
    private long _read;
    private long _written;
    private int _readerWaits;
    private int _writerWaits;

    internal bool IsEmpty => Volatile.Read(ref _read) == Volatile.Read(ref _written);

    private long Count => Volatile.Read(ref _written) - Volatile.Read(ref _read);

    /// <summary>Adds an element; the writer must know that there is room. True: wake the reader.</summary>
    internal bool Write(T element)
    {
        _slots[_written & (_slots.Length - 1)] = element;
        Interlocked.Exchange(ref _written, _written + 1);
        return TakeBack(ref _readerWaits);
    }

    /// <summary>Takes the oldest element, and says whether to wake a writer that waits for room.</summary>
    internal bool TryRead(out T element, out bool wakeWriter)
    {
        wakeWriter = false;
        if (IsEmpty)
        {
            element = default!;
            return false;
        }

        ref var slot = ref _slots[_read & (_slots.Length - 1)];
        element = slot!;
        slot = default;
        Interlocked.Exchange(ref _read, _read + 1);
        wakeWriter = Count <= _resumeAt && TakeBack(ref _writerWaits);
        return true;
    }

    /// <summary>False if the writer has to wait until it is woken.</summary>
    internal bool HasRoomOrWait()
    {
        if (Count < capacity)
            return true;
        Interlocked.Exchange(ref _writerWaits, 1);
        return Count <= _resumeAt && TakeBack(ref _writerWaits);
    }

    /// <summary>False if the reader has to wait until it is woken.</summary>
    internal bool HasElementOrWait()
    {
        if (!IsEmpty)
            return true;
        Interlocked.Exchange(ref _readerWaits, 1);
        return !IsEmpty && TakeBack(ref _readerWaits);
    }

    private static bool TakeBack(ref int waits) =>
        Volatile.Read(ref waits) == 1 && Interlocked.Exchange(ref waits, 0) == 1;
}
