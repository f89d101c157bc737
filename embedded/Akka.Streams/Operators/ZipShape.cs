using System.Collections.Immutable;

namespace Akka.Streams.Operators;

internal sealed class ZipShape<T1, T2, TOut> : Shape
{
    internal Inlet<T1> In0 { get; } = new("Zip.in0");

    internal Inlet<T2> In1 { get; } = new("Zip.in1");

    internal Outlet<TOut> Out { get; } = new("Zip.out");

    public override ImmutableArray<Inlet> Inlets => [In0, In1];

    public override ImmutableArray<Outlet> Outlets => [Out];
}
