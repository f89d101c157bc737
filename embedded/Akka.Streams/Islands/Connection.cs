using Akka.Streams.Stage;

namespace Akka.Streams.Islands;

/// <summary>What a connection is doing: one phase (the first three bits) and which ends are closed.</summary>
[Flags]
internal enum Signal
{
    /// <summary>The consumer has what it asked for, or has not asked yet.</summary>
    Idle = 0,

    /// <summary>A pull waits to be delivered to the producer.</summary>
    Pull = 1,

    /// <summary>The producer was asked and may push.</summary>
    Demand = 2,

    /// <summary>An element waits to be delivered to the consumer.</summary>
    Push = 4,

    OutClosed = 8,

    InClosed = 16,

    Phase = Pull | Demand | Push,

    Closed = OutClosed | InClosed,
}

/// <summary>The wire between an outlet and an inlet of one island. It holds at most one element.</summary>
internal abstract class Connection
{
    internal Signal Signal;
    internal bool HasElement;
    internal GraphStageLogic Producer = null!;
    internal GraphStageLogic Consumer = null!;
    internal IOutHandler OutHandler = null!;
    internal IInHandler InHandler = null!;

    /// <summary>Why the producer failed; null after an ordinary completion.</summary>
    internal Exception? Failure;

    /// <summary>Why the consumer cancelled.</summary>
    internal Exception? CancelCause;

    internal abstract void DropElement();
}

internal sealed class Connection<T> : Connection
{
    internal T? Element;

    internal override void DropElement()
    {
        Element = default;
        HasElement = false;
    }
}
