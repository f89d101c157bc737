using System.Text.Json;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// Keeps a training in its run folder so that a kill at any moment loses at most what came after the last checkpoint:
/// each one is a folder of its own, and a small file that is replaced in one step names the valid one.
/// </summary>
internal sealed class Checkpoint(DirectoryInfo run, TrainingTask task)
{
    private string? kept;    // the valid one, whose files are never written again

    private string Pointer => Path.Combine(run.FullName, "checkpoint.json");

    /// <summary>
    /// Keeps a state; an <see cref="IOException"/> where that is not possible, with the checkpoint before as it was.
    /// </summary>
    public void Save(TrainingState state)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"checkpoint-{state.Step}");
        if (name == kept) return;
        try
        {
            Write(run.CreateSubdirectory(name).FullName);
            WholeFile.Write(Pointer, JsonSerializer.Serialize(new Content(name, state, task.Data)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            foreach (var half in run.EnumerateDirectories(name)) half.Delete(true);
            var before = kept is null ? "there is none before it" : $"{kept} stays, and the same command goes on from it";
            throw new IOException($"{name} in {run} was not written: {problem.Message.TrimEnd('.')}; {before}", problem);
        }
        kept = name;
        foreach (var old in run.EnumerateDirectories("checkpoint-*").Where(old => old.Name != name)) old.Delete(true);
    }

    private void Write(string folder)
    {
        foreach (var (key, network) in task.Networks) ModuleWeights.Save(network, NetworkPath(folder, key));
        foreach (var (key, optimizer) in task.Optimizers)
        {
            using var writer = new BinaryWriter(File.Create(OptimizerPath(folder, key)));
            optimizer.save_state_dict(writer);
        }
    }

    /// <summary>
    /// Fills networks and optimizers; <see cref="TrainingState.Start"/> where nothing was kept. A
    /// <see cref="DataSetException"/> where the training began with other data.
    /// </summary>
    public TrainingState Load()
    {
        if (!File.Exists(Pointer)) return TrainingState.Start;
        var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(Pointer))
            ?? throw new InvalidDataException($"{Pointer} is empty; delete {run} to start anew.");
        if (content.Data is { } data && task.Data.DifferenceFrom(data) is { } difference)
        {
            throw new DataSetException($"{run}: the training here began with {difference}. It stays as it is; go on "
                + "with the same data, or give the new training a folder of its own with --run.");
        }
        kept = content.Folder;
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

    // Without data: of a version before this was kept.
    private sealed record Content(string Folder, TrainingState State, FaceFingerprint? Data = null);
}

/// <summary>How far a training is: what a checkpoint knows beside the tensors.</summary>
public sealed record TrainingState(long Step, double Seconds, long Items)
{
    public static TrainingState Start { get; } = new(0, 0, 0);
}
