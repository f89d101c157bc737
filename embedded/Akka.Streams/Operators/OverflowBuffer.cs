namespace Akka.Streams.Operators;

internal enum Overflow
{
    /// <summary>The element is in the buffer; others may have been dropped for it.</summary>
    Stored,

    /// <summary>The element was dropped.</summary>
    Dropped,

    /// <summary>The buffer is full and the element has to wait.</summary>
    MustWait,

    /// <summary>The buffer is full and the stream must fail.</summary>
    MustFail,
}

/// <summary>A bounded buffer that grows as it is used.</summary>
internal sealed class OverflowBuffer<T>(int capacity)
{
    private T?[] _slots = new T?[Math.Min(Math.Max(capacity, 1), 16)];
    private int _head;

    internal int Count { get; private set; }

    internal bool IsFull => Count >= capacity;

    internal Overflow Offer(T element, OverflowStrategy strategy)
    {
        if (IsFull)
        {
            switch (strategy)
            {
                case OverflowStrategy.DropHead:
                    Take();
                    break;
                case OverflowStrategy.DropTail:
                    DropTail();
                    break;
                case OverflowStrategy.DropBuffer:
                    Clear();
                    break;
                case OverflowStrategy.DropNew:
                    return Overflow.Dropped;
                case OverflowStrategy.Backpressure:
                    return Overflow.MustWait;
                default:
                    return Overflow.MustFail;
            }
        }

        Add(element);
        return Overflow.Stored;
    }

    internal T Take()
    {
        ref var slot = ref _slots[_head];
        var element = slot!;
        slot = default;
        _head = Index(1);
        Count--;
        return element;
    }

    internal void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Add(T element)
    {
        if (Count == _slots.Length)
            Grow();
        _slots[Index(Count)] = element;
        Count++;
    }

    private void DropTail()
    {
        Count--;
        _slots[Index(Count)] = default;
    }

    private void Grow()
    {
        var slots = new T?[(int)Math.Min(capacity, 2L * _slots.Length)];
        for (var i = 0; i < Count; i++)
            slots[i] = _slots[Index(i)];
        _slots = slots;
        _head = 0;
    }

    private int Index(int offset)
    {
        var index = _head + offset;
        return index >= _slots.Length ? index - _slots.Length : index;
    }
}
