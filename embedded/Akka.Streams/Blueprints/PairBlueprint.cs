namespace Akka.Streams.Blueprints;

/// <summary>Two parts; <paramref name="Wired"/>: the first's outlet goes into the second's inlet.</summary>
internal sealed record PairBlueprint(
    Blueprint First, Blueprint Second, Func<object?, object?, object?> Combine, bool Wired = true)
    : Blueprint(Attributes.None)
{
    protected override Part Make(Plan plan)
    {
        var first = First.Build(plan);
        var second = Second.Build(plan);
        if (Wired)
            Plan.Connect(first.Outs[0], second.Ins[0]);
        return new Part(first.Ins, second.Outs, Combine(first.MaterializedValue, second.MaterializedValue));
    }
}
