namespace Akka.Streams.Blueprints;

/// <summary>A stage whose second inlet or outlet is taken by a source or a sink, which leaves a flow.</summary>
internal sealed record FanBlueprint(Blueprint Stage, Blueprint Branch) : Blueprint(Attributes.None)
{
    protected override Part Make(Plan plan)
    {
        var stage = Stage.Build(plan);
        var branch = Branch.Build(plan);
        if (branch.Outs.Length > 0)
            Plan.Connect(branch.Outs[0], stage.Ins[1]);
        else
            Plan.Connect(stage.Outs[1], branch.Ins[0]);
        return new Part([stage.Ins[0]], [stage.Outs[0]], branch.MaterializedValue);
    }
}
