using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>How long, where and from which numbers a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Checkpoint, curves and pictures go here; a checkpoint found here is continued.</summary>
    public required DirectoryInfo Run { get; init; }

    /// <summary>Drawn portraits are kept here for other trainings.</summary>
    public DirectoryInfo Portraits => new(Path.Combine(Run.Parent!.FullName, "portraits"));

    /// <summary>The shipped networks: what was trained before is read here, and the result written.</summary>
    public required DirectoryInfo Weights { get; init; }

    /// <summary>
    /// Starts from the shipped network instead of from random numbers: more training for what is there.
    /// </summary>
    public bool FromShipped { get; init; }

    /// <summary>Stops after so many minutes of training, those before an interruption included.</summary>
    public double? Minutes { get; init; }

    /// <summary>
    /// Stops after so many steps; with this budget a continued run repeats the curve of an unbroken one.
    /// </summary>
    public long? Steps { get; init; }

    public Device Device { get; init; } = CPU;

    public ulong Seed { get; init; } = 1;

    /// <summary>The command that starts this training, for the model card.</summary>
    public string Command { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);
}
