namespace Akka.Streams.Blueprints;

/// <summary>A part whose materialized value is made into another.</summary>
internal sealed record ValueBlueprint(Blueprint Inner, Func<object?, object?> Transform) : Blueprint(Attributes.None)
{
    protected override Part Make(Plan plan)
    {
        var inner = Inner.Build(plan);
        return inner with { MaterializedValue = Transform(inner.MaterializedValue) };
    }
}
