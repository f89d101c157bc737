namespace Akka.Streams;

/// <summary>What a full buffer does with one element more.</summary>
public enum OverflowStrategy
{
    /// <summary>Drops the oldest element of the buffer.</summary>
    DropHead = 2,

    /// <summary>Drops the youngest element of the buffer.</summary>
    DropTail = 3,

    /// <summary>Drops all that the buffer holds.</summary>
    DropBuffer = 4,

    /// <summary>Drops the element that has come.</summary>
    DropNew = 5,

    /// <summary>Lets the upstream wait.</summary>
    Backpressure = 6,

    /// <summary>Fails the stream.</summary>
    Fail = 7,
}
