using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Training;

/// <summary>Writes what a training made into weights/: float16 files, the manifest, and the model cards.</summary>
public static class Shipping
{
    /// <summary>The paths written: all or, where the disk is full, none, and the set stays as it was.</summary>
    public static IReadOnlyList<string> Write(TrainingTask task, TrainingOptions options, TrainingState state)
    {
        var set = options.Weights;
        set.Create();
        var fresh = set.CreateSubdirectory($".{Environment.ProcessId}.part");
        try
        {
            var networks = task.Finish();
            foreach (var shipped in networks) Store(shipped);
            string[] names = [.. networks.SelectMany(one => new[] { $"{one.Name}.safetensors", $"{one.Name}.md" })];
            foreach (var name in names)
                File.Move(Path.Combine(fresh.FullName, name), Path.Combine(set.FullName, name), overwrite: true);
            WeightsManifest.Scan(set.FullName).Save();
            return [.. names.Select(name => Path.Combine(set.FullName, name))];
        }
        finally
        {
            fresh.Delete(recursive: true);
        }

        void Store(ShippedNetwork shipped)
        {
            var path = Path.Combine(fresh.FullName, shipped.Name + ".safetensors");
            var halving = CostOfHalving(task, () =>
            {
                ModuleWeights.Save(shipped.Network, path, half: true, shipped.Metadata);
                ModuleWeights.Load(shipped.Network, path);
            });
            WholeFile.Write(Path.ChangeExtension(path, ".md"), Card(task, shipped, options, state, halving));
        }
    }

    /// <summary>
    /// By how much the task's picture changes, a root mean square in levels of 255, when its network is stored as float16;
    /// null where no picture shows that network.
    /// </summary>
    private static double? CostOfHalving(TrainingTask task, Action halve)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var before = Sample();
        halve();
        if (before is null) return null;
        var change = (Sample()! - before).square().mean().sqrt().item<float>() * 127.5;
        return change > 0 ? change : null;

        Tensor? Sample()
        {
            manual_seed(0);
            return task.Sample();
        }
    }

    private static string Card(TrainingTask task, ShippedNetwork shipped, TrainingOptions options, TrainingState state,
        double? halving)
    {
        var parameters = shipped.Network.parameters().Sum(parameter => parameter.numel());
        return string.Create(CultureInfo.InvariantCulture, $"""
            # {shipped.Name}

            {task.Method}

            | | |
            |---|---|
            | parameters | {parameters:N0}, matrices and kernels stored as float16{Cost(halving)} |
            | trained with | `{options.Command}`, seed {options.Seed} |
            | budget | {state.Step:N0} steps, {state.Items:N0} {task.Unit}, {state.Seconds / 60:F1} minutes |
            | device | {DeviceName(options.Device)} |
            | quality | `./eds eval {task.Evaluation}`{CardOf(task.Evaluation, shipped.Name)} |

            """);
    }

    /// <summary>A network named like its evaluation has this file as its card.</summary>
    private static string CardOf(string evaluation, string network) =>
        evaluation == network ? "" : $"; the figures measured are in [{evaluation}.md]({evaluation}.md)";

    private static string Cost(double? halving) => halving is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $", which changes pictures by {halving:F3} of 255 levels");

    private static string DeviceName(Device device) => device.type == TorchSharp.DeviceType.CPU
        ? string.Create(CultureInfo.InvariantCulture, $"CPU, {get_num_threads()} threads") : device.ToString();
}

/// <summary>A network for weights/, under its file name without extension, and what its header is to say.</summary>
public sealed record ShippedNetwork(string Name, nn.Module Network)
{
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
