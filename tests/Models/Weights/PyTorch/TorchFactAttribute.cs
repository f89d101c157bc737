namespace EditableDeepSC.Models.Tests.Weights.PyTorch;

/// <summary>A test that lets the system's Python write files with torch.save; skipped where it has no torch.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public TorchFactAttribute() => Skip = SkipReason;

    public static string? SkipReason { get; } = Directory.Exists("/usr/lib/python3/dist-packages/torch") ? null
        : "Not run: the system's Python has no torch (apt-get install python3-torch).";
}
