using System.Collections.Immutable;

namespace Akka.Streams;

public sealed class SourceShape<TOut>(Outlet<TOut> outlet) : Shape
{
    public readonly Outlet<TOut> Outlet = outlet;

    public override ImmutableArray<Inlet> Inlets => [];

    public override ImmutableArray<Outlet> Outlets { get; } = [outlet];
}
