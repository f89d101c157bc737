using Akka.Actor;
using Akka.Streams.Sources;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Where streams begin.</summary>
public static class Source
{
    /// <summary>Enumerates <paramref name="enumerable"/>, anew for each run.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable) =>
        FromGraph(new EnumerableSource<T>(enumerable));

    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) =>
        FromGraph(new AsyncEnumerableSource<T>(asyncEnumerable));

    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Shape, source.Blueprint);

    public static Source<T, NotUsed> Single<T>(T element) => From([element]);

    public static Source<T, NotUsed> Empty<T>() => FromGraph(new EmptySource<T>());

    public static Source<T, NotUsed> Never<T>() => FromGraph(new NeverSource<T>());

    public static Source<T, NotUsed> Failed<T>(Exception cause) => FromGraph(new FailedSource<T>(cause));

    /// <summary>One element, when the task of the materialized promise has one.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() => FromGraph(new MaybeSource<T>());

    /// <summary>The same element at a fixed rate; ticks without demand are skipped.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        FromGraph(new TickSource<T>(initialDelay, interval, tick));

    /// <summary>Elements made from a state by one task after the other, until a task has none.</summary>
    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(
        TState state, Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync) =>
        FromGraph(new UnfoldAsyncSource<TState, TElem>(state, unfoldAsync));

    /// <summary>A bounded queue; at least one element must fit into it.</summary>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        return FromGraph(new QueueSource<T>(bufferSize, overflowStrategy));
    }

    /// <summary>What is told to the materialized actor; it cannot hold its senders back.</summary>
    public static Source<T, IActorRef> ActorRef<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        if (overflowStrategy == OverflowStrategy.Backpressure)
            throw new NotSupportedException("Backpressure overflow strategy is not supported");
        return FromGraph(new ActorRefSource<T>(bufferSize, overflowStrategy));
    }
}
