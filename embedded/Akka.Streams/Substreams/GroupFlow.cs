using Akka.Streams.Dsl;
using Akka.Streams.Operators;

namespace Akka.Streams.Substreams;

/// <summary>The flow that each of the <paramref name="groups"/> goes through.</summary>
internal sealed class GroupFlow<TIn, TOut, TMat, TClosed>(
    IFlow<Source<TIn, NotUsed>, TMat> groups, Flow<TIn, TOut, NotUsed> each) : SubFlow<TOut, TMat, TClosed>
{
    public override IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        new GroupFlow<TIn, T2, TMat, TClosed>(groups, each.Via(flow));

    public override IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        throw new NotSupportedException("A substream's materialized value cannot be combined; use Via.");

    public override IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new GroupFlow<TIn, TOut, TMat2, TClosed>(groups.MapMaterializedValue(mapFunc), each);

    public override IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism) => groups
        .Via(new Select<Source<TIn, NotUsed>, IGraph<SourceShape<TOut>, NotUsed>>(group => group.Via(each)))
        .Via(new FlattenMerge<TOut>(parallelism));
}
