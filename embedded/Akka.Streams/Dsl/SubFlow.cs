namespace Akka.Streams.Dsl;

/// <summary>Many streams of one shape: each operator is applied to each of them until they are merged.</summary>
public abstract class SubFlow<TOut, TMat, TClosed> : IFlow<TOut, TMat>
{
    public abstract IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow);

    /// <summary>Not possible for substreams: each has a value of its own.</summary>
    public abstract IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine);

    public abstract IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc);

    /// <summary>Runs all substreams at a time and emits what comes from any of them.</summary>
    public virtual IFlow<TOut, TMat> MergeSubstreams() => MergeSubstreamsWithParallelism(int.MaxValue);

    public abstract IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism);

    /// <summary>Runs one substream after the other.</summary>
    public virtual IFlow<TOut, TMat> ConcatSubstream() => MergeSubstreamsWithParallelism(1);
}
