using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>No open port: a graph of this shape can run.</summary>
public class ClosedShape : Shape
{
    public static readonly ClosedShape Instance = new();

    private ClosedShape()
    {
    }

    public override ImmutableArray<Inlet> Inlets => [];

    public override ImmutableArray<Outlet> Outlets => [];
}
