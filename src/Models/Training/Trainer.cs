using EditableDeepSC.Models.Pictures;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

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
