using System.Numerics;
using Akka.Streams.Hubs;

namespace Akka.Streams.Dsl;

/// <summary>One running stream that any number of others may read in full, each through the materialized source.</summary>
public class BroadcastHub
{
    private const int DefaultBufferSize = 256;

    private const int BufferSizeLimit = 4096;

    private BroadcastHub()
    {
    }

    public static Sink<T, Source<T, NotUsed>> Sink<T>() => Sink<T>(DefaultBufferSize);

    /// <summary>
    /// The slowest consumer holds the stream back when it is <paramref name="bufferSize"/> elements behind: a power
    /// of two below 4096. Without consumers the stream waits.
    /// </summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(int bufferSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bufferSize, BufferSizeLimit);
        if (!BitOperations.IsPow2(bufferSize))
            throw new ArgumentException($"Buffer size is {bufferSize}; it must be a power of two.", nameof(bufferSize));
        return Dsl.Sink.FromGraph(new HubSinkStage<T>(() => new BroadcastBuffer<T>(bufferSize)));
    }
}
