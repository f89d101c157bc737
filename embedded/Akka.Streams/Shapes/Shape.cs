using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>The open ports of a graph, in the order in which they are wired.</summary>
public abstract class Shape
{
    public abstract ImmutableArray<Inlet> Inlets { get; }

    public abstract ImmutableArray<Outlet> Outlets { get; }

    public sealed override string ToString() =>
        $"{GetType().Name}([{string.Join(", ", Inlets)}], [{string.Join(", ", Outlets)}])";
}
