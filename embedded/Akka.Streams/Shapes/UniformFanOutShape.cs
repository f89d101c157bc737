using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One inlet, several outlets of one type.</summary>
public class UniformFanOutShape<TIn, TOut>(int n) : Shape
{
    private readonly ImmutableArray<Outlet<TOut>> _outs =
        [.. Enumerable.Range(0, n).Select(i => new Outlet<TOut>($"FanOut.out{i}"))];

    public Inlet<TIn> In { get; } = new("FanOut.in");

    public override ImmutableArray<Inlet> Inlets => [In];

    public override ImmutableArray<Outlet> Outlets => ImmutableArray<Outlet>.CastUp(_outs);

    public Outlet<TOut> Out(int n) => _outs[n];
}
