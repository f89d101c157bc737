using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams.Sinks;

namespace Akka.Streams.Dsl;

/// <summary>Where streams end.</summary>
public static class Sink
{
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Shape, graph.Blueprint);

    /// <summary>Drops every element; the task ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => FromGraph(new IgnoreSink<TIn>());

    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => FromGraph(new ForEachSink<TIn>(action));

    /// <summary>Runs up to <paramref name="parallelism"/> tasks at a time.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) => Flow.Create<TIn>()
        .SelectAsyncUnordered(parallelism, async element =>
        {
            await action(element).ConfigureAwait(false);
            return Done.Instance;
        })
        .ToMaterialized(Ignore<Done>(), Keep.Right);

    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) =>
        Flow.Create<TIn>().Aggregate(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>All elements: the whole stream is kept in memory.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => FromGraph(new SeqSink<TIn>());

    public static Sink<TIn, Task<TIn>> First<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: false));

    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: true));

    public static Sink<TIn, Task<TIn>> Last<TIn>() => FromGraph(new LastSink<TIn>(orDefault: false));

    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => FromGraph(new LastSink<TIn>(orDefault: true));

    /// <summary>A queue to pull elements from; it holds the input buffer's size.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() => FromGraph(new QueueSink<TIn>());

    public static Sink<TIn, NotUsed> Cancelled<TIn>() => FromGraph(new CancelledSink<TIn>());

    /// <summary>Tells an actor, as fast as elements come: its mailbox may grow without bound.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(
        IActorRef actorRef, object onCompleteMessage, Func<Exception, object> onFailureMessage) =>
        FromGraph(new ActorRefSink<TIn>(actorRef, null, null, onCompleteMessage, onFailureMessage));

    /// <summary>Tells an actor the next element when it has answered the one before with the acknowledgement.</summary>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef,
        object onInitMessage,
        object ackMessage,
        object onCompleteMessage,
        Func<Exception, object>? onFailureMessage = null) => FromGraph(new ActorRefSink<TIn>(
        actorRef,
        onInitMessage,
        ackMessage,
        onCompleteMessage,
        onFailureMessage ?? (static failure => new Status.Failure(failure))));
}
