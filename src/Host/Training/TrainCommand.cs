using System.CommandLine;
using System.Globalization;
using EditableDeepSC.Host.Prior;
using EditableDeepSC.Models.Training;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Training;

/// <summary><c>eds train WHAT</c>: trains a network of the shipped set and writes its weights and model card.</summary>
internal static class TrainCommand
{
    private const string Everything = "all";

    public static Command Create()
    {
        var what = new Argument<string>("WHAT") { Description = $"{string.Join(", ", TrainingTasks.Names)}, or all." };
        what.AcceptOnlyFromAmong([.. TrainingTasks.Names, Everything]);
        var minutes = new Option<double?>("--minutes") { Description = "Train for so long (each network)." };
        var steps = new Option<long?>("--steps") { Description = "Train for so many steps (each network)." };
        var run = new Option<DirectoryInfo?>("--run")
        {
            Description = "Checkpoint, curve and pictures; default runs/train-WHAT. A training found there is continued.",
        };
        var weights = WeightsOption.Create();
        var device = DeviceOption.Create();
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1, Description = "Of all random numbers." };
        var command = new Command("train", "Trains a network; a killed training goes on where its last checkpoint is.")
        {
            what, minutes, steps, run, weights, device, seed,
        };
        command.SetAction((parsed, cancel) =>
        {
            var chosen = parsed.GetRequiredValue(what);
            if (parsed.GetValue(minutes) is null == parsed.GetValue(steps) is null)
                throw new UserErrorException("train takes one budget: --minutes or --steps.");
            if (parsed.GetValue(minutes) is <= 0 || parsed.GetValue(steps) is <= 0)
                throw new UserErrorException("The budget must be above zero.");
            foreach (var name in chosen == Everything ? TrainingTasks.Names : [chosen])
            {
                var options = new TrainingOptions
                {
                    Run = parsed.GetValue(run) is { } folder && chosen != Everything ? folder
                        : new DirectoryInfo(Path.Combine(parsed.GetValue(run)?.FullName ?? "runs", $"train-{name}")),
                    Weights = parsed.GetRequiredValue(weights),
                    Minutes = parsed.GetValue(minutes),
                    Steps = parsed.GetValue(steps),
                    Device = DeviceOption.Resolve(parsed.GetValue(device)!),
                    Seed = parsed.GetValue(seed),
                    Command = $"./eds train {name} " + (parsed.GetValue(minutes) is { } m
                        ? string.Create(CultureInfo.InvariantCulture, $"--minutes {m}")
                        : string.Create(CultureInfo.InvariantCulture, $"--steps {parsed.GetValue(steps)}")),
                };
                if (!Train(name, options, parsed.InvocationConfiguration.Output, cancel))
                    return Task.FromResult(ExitCode.Interrupted);
            }
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static bool Train(string name, TrainingOptions options, TextWriter output, CancellationToken cancel)
    {
        try
        {
            using var task = TrainingTasks.Create(name, options);
            output.WriteLine($"training {name}; run folder {options.Run}");
            if (new Trainer(task, options).Run(progress => output.WriteLine(Line(progress)), cancel) is not { } state)
            {
                output.WriteLine($"interrupted; the same command goes on from the checkpoint in {options.Run}");
                return false;
            }
            foreach (var path in Shipping.Write(task, options, state)) output.WriteLine($"wrote {path}");
            return true;
        }
        catch (WeightsException problem)
        {
            throw new UserErrorException(problem.Message, ExitCode.BadWeights);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{options.Run} or {options.Weights} cannot be used: {problem.Message}");
        }
    }

    private static string Line(TrainingProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.Share,4:P0}  step {progress.Step,7}  {progress.ItemsPerSecond,6:F0} {progress.Unit}/s  ") +
        string.Join("  ", progress.Losses.Select(loss => loss.Name + " " +
            loss.Value.ToString("G4", CultureInfo.InvariantCulture)));
}
