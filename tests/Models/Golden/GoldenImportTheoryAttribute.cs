using EditableDeepSC.Models.Tests.Weights.PyTorch;

namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>A theory that needs the golden folder and a Python with torch.</summary>
internal sealed class GoldenImportTheoryAttribute : TheoryAttribute
{
    public GoldenImportTheoryAttribute() => Skip = GoldenFolder.SkipReason ?? TorchFactAttribute.SkipReason;
}
