using System.Globalization;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>Writes what a training made into weights/: float16 files, the manifest, and the model cards.</summary>
public static class Shipping
{
    /// <summary>The paths written.</summary>
    public static IReadOnlyList<string> Write(TrainingTask task, TrainingOptions options, TrainingState state)
    {
        options.Weights.Create();
        var written = new List<string>();
        foreach (var shipped in task.Finish())
        {
            var path = Path.Combine(options.Weights.FullName, shipped.Name + ".safetensors");
            ModuleWeights.Save(shipped.Network, path, half: true, shipped.Metadata);
            var card = Path.ChangeExtension(path, ".md");
            File.WriteAllText(card, Card(task, shipped, options, state));
            written.AddRange([path, card]);
        }
        WeightsManifest.Scan(options.Weights.FullName).Save();
        return written;
    }

    private static string Card(TrainingTask task, ShippedNetwork shipped, TrainingOptions options, TrainingState state)
    {
        var parameters = shipped.Network.parameters().Sum(parameter => parameter.numel());
        return string.Create(CultureInfo.InvariantCulture, $"""
            # {shipped.Name}

            {task.Method}

            | | |
            |---|---|
            | parameters | {parameters:N0}, matrices and kernels stored as float16 |
            | trained with | `{options.Command}`, seed {options.Seed} |
            | budget | {state.Step:N0} steps, {state.Items:N0} {task.Unit}, {state.Seconds / 60:F1} minutes |
            | device | {DeviceName(options.Device)} |
            | quality | `./eds eval {task.Evaluation}`; the figures measured are in [README.md](README.md) |

            """);
    }

    private static string DeviceName(Device device) => device.type == TorchSharp.DeviceType.CPU
        ? string.Create(CultureInfo.InvariantCulture, $"CPU, {get_num_threads()} threads") : device.ToString();
}
