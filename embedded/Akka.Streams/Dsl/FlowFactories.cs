using Akka.Streams.Blueprints;
using Akka.Streams.Operators;

namespace Akka.Streams.Dsl;

/// <summary>Where flows begin.</summary>
public static class Flow
{
    /// <summary>The flow that does nothing: what operators are appended to.</summary>
    public static Flow<T, T, NotUsed> Create<T>()
    {
        IGraph<FlowShape<T, T>> identity = new Identity<T>();
        return new Flow<T, T, NotUsed>(identity.Shape, new IdentityBlueprint(identity.Blueprint));
    }

    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) =>
        Create<TIn>().Select(function);

    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) =>
        graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Shape, graph.Blueprint);

    /// <summary>A flow of two separate halves: neither end tells the other that it has closed.</summary>
    public static Flow<TIn, TOut, TMat> FromSinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink,
        IGraph<SourceShape<TOut>, TMat2> source,
        Func<TMat1, TMat2, TMat> combine) => new(
        new FlowShape<TIn, TOut>(sink.Shape.Inlet, source.Shape.Outlet),
        sink.Blueprint.Beside(source.Blueprint, combine));
}
