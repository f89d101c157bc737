using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Workers that share a queue.</summary>
public sealed record PoolOptions
{
    [Parameter("Workers, each with a thread and models of its own.", Min = 1, Max = 256)]
    public int Workers { get; init; } = 1;

    [Parameter("How waiting items become batches.")]
    public BatchingOptions Batching { get; init; } = new();
}
