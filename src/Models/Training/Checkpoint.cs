using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// Keeps a training in its run folder so that a kill at any moment loses at most what came after the last checkpoint:
/// each one is a folder of its own, and a small file that is replaced in one step names the valid one.
/// </summary>
internal sealed class Checkpoint(DirectoryInfo run, TrainingTask task)
{
    private string Pointer => Path.Combine(run.FullName, "checkpoint.json");

    public void Save(TrainingState state)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"checkpoint-{state.Step}");
        var folder = run.CreateSubdirectory(name).FullName;
        foreach (var (key, network) in task.Networks) ModuleWeights.Save(network, NetworkPath(folder, key));
        foreach (var (key, optimizer) in task.Optimizers)
        {
            using var writer = new BinaryWriter(File.Create(OptimizerPath(folder, key)));
            optimizer.save_state_dict(writer);
        }
        WholeFile.Write(Pointer, JsonSerializer.Serialize(new Content(name, state)));
        foreach (var old in run.EnumerateDirectories("checkpoint-*").Where(old => old.Name != name)) old.Delete(true);
    }

    /// <summary>Fills networks and optimizers; <see cref="TrainingState.Start"/> where nothing was kept.</summary>
    public TrainingState Load()
    {
        if (!File.Exists(Pointer)) return TrainingState.Start;
        var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(Pointer))
            ?? throw new InvalidDataException($"{Pointer} is empty; delete {run} to start anew.");
        var folder = Path.Combine(run.FullName, content.Folder);
        foreach (var (key, network) in task.Networks) ModuleWeights.Load(network, NetworkPath(folder, key));
        foreach (var (key, optimizer) in task.Optimizers)
        {
            using var reader = new BinaryReader(File.OpenRead(OptimizerPath(folder, key)));
            optimizer.load_state_dict(reader);
        }
        return content.State;
    }

    private static string NetworkPath(string folder, string key) => Path.Combine(folder, key + ".safetensors");

    private static string OptimizerPath(string folder, string key) => Path.Combine(folder, key + ".optimizer");

    private sealed record Content(string Folder, TrainingState State);
}

/// <summary>How far a training is: what a checkpoint knows beside the tensors.</summary>
public sealed record TrainingState(long Step, double Seconds, long Items)
{
    public static TrainingState Start { get; } = new(0, 0, 0);
}
