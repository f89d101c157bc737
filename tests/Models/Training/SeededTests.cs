namespace EditableDeepSC.Models.Tests.Training;

/// <summary>Tests that seed the process' random numbers, which any other running test would draw from.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SeededTests
{
    public const string Name = "seeded";
}
