using System.Collections.Immutable;

namespace Akka.Streams;

public sealed class SinkShape<TIn>(Inlet<TIn> inlet) : Shape
{
    public readonly Inlet<TIn> Inlet = inlet;

    public override ImmutableArray<Inlet> Inlets { get; } = [inlet];

    public override ImmutableArray<Outlet> Outlets => [];
}
