namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>A theory that is skipped, and says so, where the golden folder is missing.</summary>
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute() => Skip = GoldenFolder.SkipReason;
}
