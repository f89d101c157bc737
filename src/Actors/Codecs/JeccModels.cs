using EditableDeepSC.Models;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Actors;

/// <summary>The networks of one device, and the judge, which only measures.</summary>
internal sealed class JeccModels(DirectoryInfo weights, Device device)
{
    private const string JudgeName = "judge";

    public DirectoryInfo Weights { get; } = weights;

    public JeccNetworks Networks { get; } = JeccNetworks.Load(weights, device);

    public AttributePredictor Judge { get; } = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);

    public static IReadOnlyList<WeightsFileEntry> Files(DirectoryInfo weights)
    {
        var manifest = WeightsManifest.Load(weights.FullName);
        string[] needed = [.. JeccNetworks.FileNames.Append(JudgeName).Select(name => name + ".safetensors")];
        foreach (var file in needed) manifest.Require(file);
        return [.. manifest.Files.Where(entry => needed.Contains(entry.File))];
    }
}
