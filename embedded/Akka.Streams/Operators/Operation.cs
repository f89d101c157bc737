using Akka.Streams.Blueprints;

namespace Akka.Streams.Operators;

/// <summary>
/// The operators that Source, Flow and SubFlow share, where there is more to it than the making of a stage.
/// </summary>
internal static class Operation
{
    internal static IGraph<FlowShape<T, IEnumerable<T>>, NotUsed> Grouped<T>(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return new Grouped<T>(n);
    }

    internal static IGraph<FlowShape<T, IEnumerable<T>>, NotUsed> GroupedWithin<T>(int n, TimeSpan timeout) =>
        GroupedWeightedWithin<T>(long.MaxValue, n, timeout, static _ => 0);

    internal static IGraph<FlowShape<T, IEnumerable<T>>, NotUsed> GroupedWeightedWithin<T>(
        long maxWeight, int maxNumber, TimeSpan interval, Func<T, long> costFn)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxWeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumber);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new GroupedWithin<T>(maxWeight, maxNumber, interval, costFn);
    }

    internal static IGraph<FlowShape<T, T>, NotUsed> Buffer<T>(int size, OverflowStrategy strategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return new Buffer<T>(size, strategy);
    }

    internal static IGraph<FlowShape<TIn, TOut>, NotUsed> Batch<TIn, TOut>(
        long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return new Batch<TIn, TOut>(max, cost, seed, aggregate);
    }

    internal static IGraph<FlowShape<TIn, TOut>, NotUsed> SelectAsync<TIn, TOut>(
        int parallelism, Func<TIn, Task<TOut>> mapper, bool ordered)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return new SelectAsync<TIn, TOut>(parallelism, mapper, ordered);
    }

    internal static IGraph<FlowShape<T, T>, NotUsed> Throttle<T>(
        int cost, TimeSpan per, int maximumBurst, Func<T, int> calculateCost, ThrottleMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBurst);
        return new Throttle<T>(cost, per, maximumBurst, calculateCost, mode);
    }

    internal static IGraph<FlowShape<T, T>, TMat> Concat<T, TMat>(IGraph<SourceShape<T>, TMat> other) =>
        FanIn(new Concat<T>(2), other);

    internal static IGraph<FlowShape<T1, T2>, TMat> Merge<T1, T2, TMat>(
        IGraph<SourceShape<T2>, TMat> other, bool eagerComplete)
        where T1 : T2
    {
        var merge = FanIn(new Merge<T2>(2, eagerComplete), other);
        return (object)merge is IGraph<FlowShape<T1, T2>, TMat> same
            ? same
            : Dsl.Flow.FromGraph(new Select<T1, T2>(static element => element)).ViaMaterialized(merge, Dsl.Keep.Right);
    }

    internal static IGraph<FlowShape<T1, T3>, TMat> ZipWith<T1, T2, T3, TMat>(
        IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine)
    {
        var zip = new ZipWith<T1, T2, T3>(combine);
        return Fan(zip, new FlowShape<T1, T3>(zip.Shape.In0, zip.Shape.Out), other);
    }

    internal static IGraph<FlowShape<T, T>, TMat> AlsoTo<T, TMat>(IGraph<SinkShape<T>, TMat> that) =>
        FanOut(new AlsoTo<T>(), that);

    internal static IGraph<FlowShape<T, T>, TMat> DivertTo<T, TMat>(
        IGraph<SinkShape<T>, TMat> that, Func<T, bool> when) => FanOut(new DivertTo<T>(when), that);

    private static Graph<FlowShape<T, T>, TMat> FanIn<T, TMat>(
        IGraph<UniformFanInShape<T, T>> stage, IGraph<SourceShape<T>, TMat> other) =>
        Fan(stage, new FlowShape<T, T>(stage.Shape.In(0), stage.Shape.Out), other);

    private static Graph<FlowShape<T, T>, TMat> FanOut<T, TMat>(
        IGraph<UniformFanOutShape<T, T>> stage, IGraph<SinkShape<T>, TMat> that) =>
        Fan(stage, new FlowShape<T, T>(stage.Shape.In, stage.Shape.Out(0)), that);

    private static Graph<FlowShape<TIn, TOut>, TMat> Fan<TIn, TOut, TMat>(
        IGraph<Shape> stage, FlowShape<TIn, TOut> shape, IGraph<Shape, TMat> branch) =>
        new(shape, new FanBlueprint(stage.Blueprint, branch.Blueprint));
}
