namespace Akka.Streams.Blueprints;

/// <summary>A flow that does nothing; what is appended to it takes its place.</summary>
internal sealed record IdentityBlueprint(Blueprint Stage) : Blueprint(Attributes.None)
{
    internal bool IsBare => ReferenceEquals(Attributes, Attributes.None);

    protected override Part Make(Plan plan) => Stage.Build(plan);
}
