using System.Collections.Immutable;

namespace Akka.Streams;

public sealed class FlowShape<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet) : Shape
{
    public Inlet<TIn> Inlet { get; } = inlet;

    public Outlet<TOut> Outlet { get; } = outlet;

    public override ImmutableArray<Inlet> Inlets { get; } = [inlet];

    public override ImmutableArray<Outlet> Outlets { get; } = [outlet];
}
