using Akka.Streams.Operators;
using Akka.Streams.Substreams;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>The operators of sources.</summary>
public static class SourceOperations
{
    public static Source<TOut, TMat> Select<TIn, TOut, TMat>(this Source<TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        flow.Via(new Select<TIn, TOut>(mapper));

    /// <summary>Emits what the function makes of each element, one after the other.</summary>
    public static Source<TOut2, TMat> SelectMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        flow.Via(new SelectMany<TOut1, TOut2>(mapConcater));

    /// <summary>Runs up to <paramref name="parallelism"/> tasks; results come in the order of the elements.</summary>
    public static Source<TOut, TMat> SelectAsync<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(Operation.SelectAsync(parallelism, asyncMapper, ordered: true));

    /// <summary>Runs up to <paramref name="parallelism"/> tasks; results come as they are done.</summary>
    public static Source<TOut, TMat> SelectAsyncUnordered<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(Operation.SelectAsync(parallelism, asyncMapper, ordered: false));

    /// <summary>Replaces the failure of a stream by another.</summary>
    public static Source<TOut, TMat> SelectError<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectError<TOut>(selector));

    /// <summary>Ends a failed stream with one element instead, if the function has one.</summary>
    public static Source<TOut, TMat> Recover<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new Recover<TOut>(partialFunc));

    public static Source<TOut, TMat> Where<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(predicate));

    /// <summary>Completes after <paramref name="n"/> elements.</summary>
    public static Source<TOut, TMat> Take<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new Take<TOut>(n));

    /// <summary>Completes at the first element that fails the predicate.</summary>
    public static Source<TOut, TMat> TakeWhile<TOut, TMat>(
        this Source<TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>Drops the first <paramref name="n"/> elements.</summary>
    public static Source<TOut, TMat> Skip<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new Skip<TOut>(n));

    /// <summary>Emits one value made of all elements when the stream completes.</summary>
    public static Source<TOut2, TMat> Aggregate<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    /// <summary>Emits <paramref name="zero"/>, then the value after each element.</summary>
    public static Source<TOut2, TMat> Scan<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    /// <summary>Gathers lists of <paramref name="n"/> elements; the last may be shorter.</summary>
    public static Source<IEnumerable<TOut>, TMat> Grouped<TOut, TMat>(this Source<TOut, TMat> flow, int n) =>
        flow.Via(Operation.Grouped<TOut>(n));

    /// <summary>Gathers up to <paramref name="n"/> elements; under demand none waits longer than the timeout.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, int n, TimeSpan timeout) =>
        flow.Via(Operation.GroupedWithin<TOut>(n, timeout));

    /// <summary>Gathers up to a weight and a number; under demand no element waits longer than the interval.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, long maxWeight, int maxNumber, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(Operation.GroupedWeightedWithin(maxWeight, maxNumber, interval, costFn));

    /// <summary>Lets the upstream run ahead by at most <paramref name="size"/> elements.</summary>
    public static Source<TOut, TMat> Buffer<TOut, TMat>(
        this Source<TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(Operation.Buffer<TOut>(size, strategy));

    /// <summary>Merges up to <paramref name="max"/> elements into one while the downstream is busy.</summary>
    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(Operation.Batch(max, static _ => 1L, seed, aggregate));

    /// <summary>Merges elements up to a total cost into one while the downstream is busy.</summary>
    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow,
        long max,
        Func<TOut, long> costFunction,
        Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(Operation.Batch(max, costFunction, seed, aggregate));

    /// <summary>Merges all elements into one while the downstream is busy.</summary>
    public static Source<TOut, TMat> Conflate<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(Operation.Batch(long.MaxValue, static _ => 0L, static element => element, aggregate));

    /// <summary>Merges all elements into one while the downstream is busy.</summary>
    public static Source<TSeed, TMat> ConflateWithSeed<TOut, TMat, TSeed>(
        this Source<TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(Operation.Batch(long.MaxValue, static _ => 0L, seed, aggregate));

    /// <summary>Pairs the elements of two streams; completes with the shorter.</summary>
    public static Source<(T1, T2), TMat> Zip<T1, T2, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Via(Operation.ZipWith(other, static (T1 left, T2 right) => (left, right)));

    /// <summary>Combines the elements of two streams; completes with the shorter.</summary>
    public static Source<T3, TMat> ZipWith<T1, T2, T3, TMat>(
        this Source<T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Via(Operation.ZipWith(other, combine));

    /// <summary>Emits the elements of both streams as they come.</summary>
    public static Source<TOut2, TMat> Merge<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        flow.Via(Operation.Merge<TOut1, TOut2, TMat>(other, eagerComplete));

    /// <summary>Emits the elements of both streams as they come.</summary>
    public static Source<TOut2, TMat3> MergeMaterialized<TOut1, TOut2, TMat, TMat2, TMat3>(
        this Source<TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut1 : TOut2 =>
        flow.ViaMaterialized(Operation.Merge<TOut1, TOut2, TMat2>(that, eagerComplete: false), combine);

    /// <summary>Goes on with the other stream when this one completes.</summary>
    public static Source<TOut, TMat> Concat<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Via(Operation.Concat(other));

    /// <summary>Sends each element to a sink too; the slower side sets the pace.</summary>
    public static Source<TOut, TMat> AlsoTo<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Operation.AlsoTo(that));

    /// <summary>Sends each element to a sink too; the slower side sets the pace.</summary>
    public static Source<TOut, TMat3> AlsoToMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Operation.AlsoTo(that), materializerFunction);

    /// <summary>Sends the elements for which the predicate holds to a sink instead.</summary>
    public static Source<TOut, TMat> DivertTo<TOut, TMat>(
        this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Via(Operation.DivertTo(that, when));

    /// <summary>Sends the elements for which the predicate holds to a sink instead.</summary>
    public static Source<TOut, TMat3> DivertToMaterialized<TOut, TMat, TMat2, TMat3>(
        this Source<TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TOut, bool> when,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Operation.DivertTo(that, when), materializerFunction);

    /// <summary>Tells by a task how the stream ended.</summary>
    public static Source<TOut, TMat2> WatchTermination<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTermination<TOut>(), materializerFunction);

    /// <summary>Fails with a TimeoutException when no element passes for that long.</summary>
    public static Source<TOut, TMat> IdleTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new IdleTimeout<TOut>(timeout));

    /// <summary>Fails with a TimeoutException when the stream lasts longer.</summary>
    public static Source<TOut, TMat> CompletionTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new CompletionTimeout<TOut>(timeout));

    /// <summary>Lets through elements of that total cost in each period, and bursts after a pause.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<TOut, int> calculateCost,
        ThrottleMode mode) =>
        flow.Via(Operation.Throttle(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Lets through that many elements in each period, and bursts after a pause.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Via(Operation.Throttle<TOut>(elements, per, maximumBurst, static _ => 1, mode));

    /// <summary>Opens a substream for each key; their number is limited.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> GroupBy<TOut, TMat, TKey>(
        this Source<TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc)
        where TKey : notnull =>
        new GroupFlow<TOut, TOut, TMat, IRunnableGraph<TMat>>(
            flow.Via(new GroupBy<TOut, TKey>(maxSubstreams, groupingFunc)), Flow.Create<TOut>());
}
