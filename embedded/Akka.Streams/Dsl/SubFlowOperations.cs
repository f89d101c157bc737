using Akka.Streams.Operators;

namespace Akka.Streams.Dsl;

/// <summary>Operators of substreams: each works as in <see cref="SourceOperations"/>, on every substream.</summary>
public static class SubFlowOperations
{
    public static SubFlow<TOut, TMat, TClosed> Select<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, Func<TIn, TOut> mapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Select<TIn, TOut>(mapper));

    public static SubFlow<TOut2, TMat, TClosed> SelectMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new SelectMany<TOut1, TOut2>(mapConcater));

    public static SubFlow<TOut, TMat, TClosed> SelectAsync<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Operation.SelectAsync(parallelism, asyncMapper, ordered: true));

    public static SubFlow<TOut, TMat, TClosed> Where<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Where<TOut>(predicate));

    public static SubFlow<TOut, TMat, TClosed> Take<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Take<TOut>(n));

    public static SubFlow<TOut2, TMat, TClosed> Aggregate<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    public static SubFlow<TOut2, TMat, TClosed> Scan<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Grouped<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(Operation.Grouped<TOut>(n));

    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, TimeSpan timeout) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(Operation.GroupedWithin<TOut>(n, timeout));

    public static SubFlow<TOut, TMat, TClosed> Buffer<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int size, OverflowStrategy strategy) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(Operation.Buffer<TOut>(size, strategy));
}
