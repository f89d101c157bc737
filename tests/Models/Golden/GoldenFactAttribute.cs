namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>A fact that is skipped, and says so, where the golden folder is missing.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute() => Skip = GoldenFolder.SkipReason;
}
