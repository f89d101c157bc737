using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Several inlets of one type, one outlet.</summary>
public class UniformFanInShape<TIn, TOut>(int n) : Shape
{
    private readonly ImmutableArray<Inlet<TIn>> _ins =
        [.. Enumerable.Range(0, n).Select(i => new Inlet<TIn>($"FanIn.in{i}"))];

    public readonly int N = n;

    public Outlet<TOut> Out { get; } = new("FanIn.out");

    public override ImmutableArray<Inlet> Inlets => ImmutableArray<Inlet>.CastUp(_ins);

    public override ImmutableArray<Outlet> Outlets => [Out];

    public Inlet<TIn> In(int n) => _ins[n];
}
