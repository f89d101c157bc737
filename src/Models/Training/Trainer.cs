using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;

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

    /// <summary>Starts from the shipped network, not from random numbers: more training for what is there.</summary>
    public bool FromShipped { get; init; }

    /// <summary>Stops after so many minutes of training, those before an interruption included.</summary>
    public double? Minutes { get; init; }

    /// <summary>Stops after so many steps; a continued run then repeats the curve of an unbroken one.</summary>
    public long? Steps { get; init; }

    /// <summary>Adapters alone: edited latent vectors are sent, the counterfactual is to be received.</summary>
    public bool Edited { get; init; }

    /// <summary>A user's own faces; null for drawn portraits.</summary>
    public FaceSources? Faces { get; init; }

    /// <summary>
    /// Of the pictures of <see cref="Faces"/>: width and height, pixels, a power of two from 32 to 1024.
    /// </summary>
    public int Resolution { get; init; } = 128;

    /// <summary>
    /// Of a generator of <see cref="Faces"/>: pictures of a step, a multiple of 4; null for the default.
    /// </summary>
    public int? Batch { get; init; }

    /// <summary>Of a generator of <see cref="Faces"/>: what the set inverts, edits and sends.</summary>
    public LatentSpace Space { get; init; } = LatentSpace.Z;

    /// <summary>Measures a generator of <see cref="Faces"/> while it is trained; null for nothing.</summary>
    public PictureDistance? Distance { get; init; }

    public Device Device { get; init; } = CPU;

    public ulong Seed { get; init; } = 1;

    /// <summary>The command that starts this training, for the model card.</summary>
    public string Command { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What a person sees of a running training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Share">Of the budget, 0..1.</param>
/// <param name="ItemsPerSecond">Since the last report.</param>
/// <param name="Unit">What is counted: images or sentences.</param>
/// <param name="Losses">The means of the curve's last row.</param>
public sealed record TrainingProgress(long Step, double Share, double ItemsPerSecond, string Unit,
    IReadOnlyList<(string Name, double Value)> Losses);

/// <summary>
/// Runs a task until its budget is spent, with checkpoints, a curve and pictures in its run folder, and continues what
/// was interrupted there. A step draws its random numbers from its own number, so a continued run goes on as if nothing
/// had happened.
/// </summary>
public sealed class Trainer(TrainingTask task, TrainingOptions options)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Trains; what was reached, or null where it was interrupted (a checkpoint is kept).</summary>
    public TrainingState? Run(Action<TrainingProgress> report, CancellationToken stop)
    {
        options.Run.Create();
        var checkpoint = new Checkpoint(options.Run, task);
        var state = checkpoint.Load();
        var curve = new LossCurve(options.Run, state.Step);
        var (started, before) = (options.Clock.GetTimestamp(), state.Seconds);
        var (lastSave, lastReport) = (TimeSpan.Zero, (At: TimeSpan.Zero, state.Items));
        while (Share(state) < 1)
        {
            if (stop.IsCancellationRequested && LossCurve.EndsRowAt(state.Step))
            {
                checkpoint.Save(state);
                return null;
            }
            state = Step(state, curve);
            var elapsed = options.Clock.GetElapsedTime(started);
            state = state with { Seconds = before + elapsed.TotalSeconds };
            if (elapsed - lastSave >= options.CheckpointEvery && LossCurve.EndsRowAt(state.Step))
            {
                lastSave = elapsed;
                checkpoint.Save(state);
                WriteSample(state);
            }
            if (elapsed - lastReport.At < ReportEvery || curve.Latest.Count == 0) continue;
            report(new(state.Step, Share(state),
                (state.Items - lastReport.Items) / (elapsed - lastReport.At).TotalSeconds, task.Unit, curve.Latest));
            lastReport = (elapsed, state.Items);
        }
        checkpoint.Save(state);
        WriteSample(state);
        return state;
    }

    private TrainingState Step(TrainingState state, LossCurve curve)
    {
        using var scope = NewDisposeScope();
        manual_seed(unchecked((long)(options.Seed * 0x9E3779B97F4A7C15) + state.Step));
        var result = task.Advance(new TrainingMoment(state.Step, Share(state)));
        curve.Add(state.Step + 1, result.Losses);
        return state with { Step = state.Step + 1, Items = state.Items + result.Items };
    }

    private double Share(TrainingState state) => Math.Min(1, Math.Max(
        options.Steps is { } steps ? state.Step / (double)steps : 0,
        options.Minutes is { } minutes ? state.Seconds / 60 / minutes : 0));

    private void WriteSample(TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        if (task.Sample() is not { } picture) return;
        ImageFile.Write(
            Path.Combine(options.Run.FullName, $"sample-{state.Step:D7}.png"), ImageTensors.ToImage(picture));
    }
}
