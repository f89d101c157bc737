namespace Akka.Streams.Islands;

/// <summary>First-in first-out ring of connections that have a signal to deliver, each in it at most once.</summary>
internal sealed class ConnectionQueue(int connections)
{
    private readonly Slot[] _slots = new Slot[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)connections + 1)];
    private int _head;
    private int _tail;

    internal bool IsEmpty => _head == _tail;

    internal void Enqueue(Connection connection)
    {
        var slots = _slots;
        slots[_tail++ & (slots.Length - 1)].Connection = connection;
    }

    internal Connection Dequeue()
    {
        var slots = _slots;
        return slots[_head++ & (slots.Length - 1)].Connection;
    }

    // A struct element spares the array's covariance check on every store.
    private struct Slot
    {
        internal Connection Connection;
    }
}
