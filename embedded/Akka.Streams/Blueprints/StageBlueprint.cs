using System.Collections.Immutable;
using Akka.Streams.Islands;

namespace Akka.Streams.Blueprints;

/// <summary>A leaf: one operator.</summary>
internal sealed record StageBlueprint(IStage Stage, Attributes Initial) : Blueprint(Initial)
{
    protected override Part Make(Plan plan)
    {
        var shape = Stage.Shape;
        Number(shape.Inlets, shape.Outlets);
        var (logic, value) = Stage.Create(plan);
        logic.Attributes = plan.Attributes;
        plan.Island.Add(logic);
        return new Part(
            [.. shape.Inlets.Select(port => new Terminal<Inlet>(logic, port))],
            [.. shape.Outlets.Select(port => new Terminal<Outlet>(logic, port))],
            value);
    }

    private static void Number(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        for (var i = 0; i < inlets.Length; i++)
            inlets[i].Index = i;
        for (var i = 0; i < outlets.Length; i++)
            outlets[i].Index = i;
    }
}
