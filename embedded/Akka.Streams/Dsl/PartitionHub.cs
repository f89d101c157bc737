using Akka.Streams.Hubs;

namespace Akka.Streams.Dsl;

/// <summary>One running stream whose elements are dealt out to others, each of which runs the materialized source.</summary>
public static class PartitionHub
{
    /// <summary>
    /// Sends each element to the consumer whose index <paramref name="partitioner"/> makes of their number and the
    /// element; a negative index drops it. Up to <paramref name="bufferSize"/> elements wait, over all consumers.
    /// </summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(
        Func<int, T, int> partitioner, int startAfterNrOfConsumers, int bufferSize = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        return Dsl.Sink.FromGraph(new HubSinkStage<T>(
            () => new PartitionBuffer<T>(partitioner, startAfterNrOfConsumers, bufferSize)));
    }
}
