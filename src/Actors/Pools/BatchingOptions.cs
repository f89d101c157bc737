using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Pools;

/// <summary>How items that wait become batches; the options are those of Triton's dynamic batcher.</summary>
public sealed record BatchingOptions
{
    [Parameter("Most items of one batch.", Min = 1, Max = 4096)]
    public int MaxSize { get; init; } = 8;

    [Parameter("How long the oldest item may wait for others; 0 never waits.", Min = 0, Max = 1e6, Unit = "ms")]
    public double MaxDelayMs { get; init; } = 20;

    [Parameter("Sizes to send at once as soon as one can be formed; none waits for the largest.", Min = 1, Max = 4096)]
    public IReadOnlyList<int> PreferredSizes { get; init; } = [];

    [Parameter("Priorities 1 (first) to this one; a batch takes from the lowest number first.", Min = 1, Max = 16)]
    public int PriorityLevels { get; init; } = 1;

    [Parameter("Items that may wait; one more is refused at once.", Min = 1, Max = 10_000_000)]
    public int QueueLimit { get; init; } = 256;

    [Parameter("Longest wait before the timeout action; 0 means no timeout.", Min = 0, Max = 1e9, Unit = "ms")]
    public double TimeoutMs { get; init; }

    [Parameter("What becomes of an item that has waited too long.")]
    public TimeoutAction TimeoutAction { get; init; } = TimeoutAction.Reject;
}

/// <summary>What becomes of an item that has waited longer than the queue's timeout.</summary>
public enum TimeoutAction
{
    /// <summary>It leaves the queue and fails.</summary>
    Reject,

    /// <summary>It waits on, behind all others of its priority.</summary>
    Delay,
}
