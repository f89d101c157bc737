namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>Golden tests run one after the other: the networks are large.</summary>
[CollectionDefinition(Name)]
public static class GoldenSuite
{
    public const string Name = "golden";
}
