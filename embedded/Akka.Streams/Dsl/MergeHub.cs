using Akka.Streams.Hubs;

namespace Akka.Streams.Dsl;

/// <summary>One running stream that any number of others may feed, each through the materialized sink.</summary>
public static class MergeHub
{
    private const int DefaultPerProducerBufferSize = 16;

    public static Source<T, Sink<T, NotUsed>> Source<T>() => Source<T>(DefaultPerProducerBufferSize);

    /// <summary>Each producer may be ahead by <paramref name="perProducerBufferSize"/> elements.</summary>
    public static Source<T, Sink<T, NotUsed>> Source<T>(int perProducerBufferSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perProducerBufferSize);
        return Dsl.Source.FromGraph(new MergeHubStage<T>(perProducerBufferSize));
    }

    /// <summary>A producer has failed; it leaves the hub and the others go on.</summary>
    public sealed class ProducerFailed(string message, Exception cause) : Exception(message, cause);
}
