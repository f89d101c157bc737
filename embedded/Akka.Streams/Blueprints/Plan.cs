using Akka.Streams.Islands;

namespace Akka.Streams.Blueprints;

/// <summary>Where the next stages go: the island and the attributes that they inherit.</summary>
internal sealed class Plan(Island island, Attributes inherited, List<Island> islands)
{
    private const int DefaultBufferSize = 16;

    internal static Plan Start(IslandMaterializer materializer, Attributes attributes)
    {
        var root = new Island(materializer, attributes);
        return new Plan(root, attributes, [root]);
    }

    internal Island Island => island;

    internal Attributes Attributes => inherited;

    /// <summary>Every island of the run, the root first.</summary>
    internal IReadOnlyList<Island> Islands => islands;

    internal Plan Descend(Attributes own)
    {
        var effective = inherited.And(own);
        if (!own.Contains(Attributes.AsyncBoundary.Instance))
            return ReferenceEquals(effective, inherited) ? this : new Plan(island, effective, islands);
        var next = new Island(island.Materializer, effective);
        islands.Add(next);
        return new Plan(next, effective, islands);
    }

    /// <summary>Wires two ports: directly within an island, by a bounded buffer between two.</summary>
    internal static void Connect(Terminal<Outlet> from, Terminal<Inlet> to)
    {
        if (from.Port.ElementType != to.Port.ElementType)
        {
            throw new ArgumentException(
                $"Outlet [{from.Port}] of [{from.Stage}] carries {from.Port.ElementType}, but inlet [{to.Port}] of " +
                $"[{to.Stage}] takes {to.Port.ElementType}: put a Select between them.");
        }

        if (from.Stage.Island == to.Stage.Island)
        {
            from.Stage.Island.Connect(from, to);
            return;
        }

        var buffer = to.Stage.Attributes.GetAttribute<Attributes.InputBuffer>();
        var boundary = to.Port.CreateBoundary(buffer?.Max ?? DefaultBufferSize);
        from.Stage.Island.Add(boundary.Entry.Stage);
        to.Stage.Island.Add(boundary.Exit.Stage);
        from.Stage.Island.Connect(from, boundary.Entry);
        to.Stage.Island.Connect(boundary.Exit, to);
    }
}
