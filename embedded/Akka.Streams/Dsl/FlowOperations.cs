using Akka.Streams.Operators;
using Akka.Streams.Substreams;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>The operators of flows: those of <see cref="SourceOperations"/>.</summary>
public static class FlowOperations
{
    public static Flow<T, TOut, TMat> Select<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        flow.Via(new Select<TIn, TOut>(mapper));

    public static Flow<T, TOut, TMat> SelectMany<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<TIn, IEnumerable<TOut>> mapConcater) =>
        flow.Via(new SelectMany<TIn, TOut>(mapConcater));

    public static Flow<T, TOut, TMat> SelectAsync<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(Operation.SelectAsync(parallelism, asyncMapper, ordered: true));

    public static Flow<T, TOut, TMat> SelectAsyncUnordered<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(Operation.SelectAsync(parallelism, asyncMapper, ordered: false));

    public static Flow<TIn, TOut, TMat> SelectError<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectError<TOut>(selector));

    public static Flow<TIn, TOut, TMat> Recover<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new Recover<TOut>(partialFunc));

    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(predicate));

    public static Flow<TIn, TOut, TMat> Take<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Take<TOut>(n));

    public static Flow<TIn, TOut, TMat> TakeWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    public static Flow<TIn, TOut, TMat> Skip<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Skip<TOut>(n));

    public static Flow<TIn, TOut2, TMat> Aggregate<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    public static Flow<TIn, TOut2, TMat> Scan<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    public static Flow<TIn, IEnumerable<TOut>, TMat> Grouped<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int n) =>
        flow.Via(Operation.Grouped<TOut>(n));

    public static Flow<TIn, IEnumerable<TOut>, TMat> GroupedWithin<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int n, TimeSpan timeout) =>
        flow.Via(Operation.GroupedWithin<TOut>(n, timeout));

    public static Flow<TIn, IEnumerable<TOut>, TMat> GroupedWeightedWithin<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, long maxWeight, int maxNumber, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(Operation.GroupedWeightedWithin(maxWeight, maxNumber, interval, costFn));

    public static Flow<TIn, TOut, TMat> Buffer<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(Operation.Buffer<TOut>(size, strategy));

    public static Flow<TIn, TOut2, TMat> Batch<TIn, TOut, TOut2, TMat>(
        this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(Operation.Batch(max, static _ => 1L, seed, aggregate));

    public static Flow<TIn, TOut2, TMat> BatchWeighted<TIn, TOut, TOut2, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long max,
        Func<TOut, long> costFunction,
        Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(Operation.Batch(max, costFunction, seed, aggregate));

    public static Flow<TIn, TOut, TMat> Conflate<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(Operation.Batch(long.MaxValue, static _ => 0L, static element => element, aggregate));

    public static Flow<TIn, TSeed, TMat> ConflateWithSeed<TIn, TOut, TMat, TSeed>(
        this Flow<TIn, TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(Operation.Batch(long.MaxValue, static _ => 0L, seed, aggregate));

    public static Flow<TIn, (T1, T2), TMat> Zip<TIn, T1, T2, TMat>(
        this Flow<TIn, T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Via(Operation.ZipWith(other, static (T1 left, T2 right) => (left, right)));

    public static Flow<TIn, T3, TMat> ZipWith<TIn, T1, T2, T3, TMat>(
        this Flow<TIn, T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Via(Operation.ZipWith(other, combine));

    public static Flow<TIn, TOut2, TMat> Merge<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        flow.Via(Operation.Merge<TOut1, TOut2, TMat>(other, eagerComplete));

    public static Flow<TIn, TOut2, TMat3> MergeMaterialized<TIn, TOut1, TOut2, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut1 : TOut2 =>
        flow.ViaMaterialized(Operation.Merge<TOut1, TOut2, TMat2>(that, eagerComplete: false), combine);

    public static Flow<TIn, TOut, TMat> Concat<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Via(Operation.Concat(other));

    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(Operation.AlsoTo(that));

    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Operation.AlsoTo(that), materializerFunction);

    public static Flow<TIn, TOut, TMat> DivertTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Via(Operation.DivertTo(that, when));

    public static Flow<TIn, TOut, TMat3> DivertToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TOut, bool> when,
        Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(Operation.DivertTo(that, when), materializerFunction);

    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTermination<TOut>(), materializerFunction);

    public static Flow<TIn, TOut, TMat> IdleTimeout<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new IdleTimeout<TOut>(timeout));

    public static Flow<TIn, TOut, TMat> CompletionTimeout<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new CompletionTimeout<TOut>(timeout));

    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<TOut, int> calculateCost,
        ThrottleMode mode) =>
        flow.Via(Operation.Throttle(cost, per, maximumBurst, calculateCost, mode));

    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Via(Operation.Throttle<TOut>(elements, per, maximumBurst, static _ => 1, mode));

    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> GroupBy<TIn, TOut, TMat, TKey>(
        this Flow<TIn, TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc)
        where TKey : notnull =>
        new GroupFlow<TOut, TOut, TMat, Sink<TIn, TMat>>(
            flow.Via(new GroupBy<TOut, TKey>(maxSubstreams, groupingFunc)), Flow.Create<TOut>());
}
