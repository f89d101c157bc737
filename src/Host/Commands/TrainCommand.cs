using System.Globalization;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds train WHAT</c>: trains a network of the shipped set and writes its weights and model card.</summary>
internal sealed class TrainCommand : Command
{
    private const string Everything = "all";
    private readonly Argument<string> what =
        new("WHAT") { HelpName = "WHAT", Description = $"{string.Join(", ", TrainingTasks.Names)}, or all." };
    private readonly Option<double?> minutes = FiniteNumber.Option("--minutes",
        "Trains each network for this many minutes; with all and --images, the generator: each other gets a 16th.");
    private readonly Option<long?> steps = new("--steps") { Description = "Trains each network for this many steps." };
    private readonly Option<bool> more =
        new("--more") { Description = "Starts from the shipped network instead of random weights." };
    private readonly Option<bool> edited = new("--edited")
    {
        Description = "Fine-tunes adapters on edited latents, to be received as the counterfactual.",
    };
    private readonly Option<string?> form = FormOption.Create(
        "Of adapters: paper trains pairs, conditioned a curve; the others take statistics, as 'coding' does. One of");
    private readonly Option<DirectoryInfo?> run = new("--run")
    {
        Description = "Folder of checkpoint and curve; a training in it is continued. Default runs/train-WHAT.",
    };
    private readonly Option<double> checkpointEvery = FiniteNumber.Option("--checkpoint-every", 60,
        "Seconds between checkpoints; 0 writes one for each row of the curve.");
    private readonly FaceOptions faces = new();
    private readonly Option<int> resolution = DefaultOption.Of("--resolution", 128,
        "With --images: width and height of the pictures, 32 to 1024, a power of two.");
    private readonly Option<int?> batch =
        new("--batch") { Description = "Of a generator of --images: pictures of a step, a multiple of 4." };
    private readonly Option<LatentSpace> space = DefaultOption.Of("--space", LatentSpace.Z,
        "Of a generator of --images: whether its set inverts, edits and sends z or w.");
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string> device = DeviceOption.Create();
    private readonly Option<ulong> seed =
        new("--seed") { DefaultValueFactory = _ => 1, Description = "Seed of all random numbers." };

    public TrainCommand() : base("train", "Trains a network, or continues its training from the last checkpoint.")
    {
        what.AcceptOnlyFromAmong([.. TrainingTasks.Names, Everything]);
        Arguments.Add(what);
        Option[] all = [minutes, steps, more, edited, form, run, checkpointEvery, resolution, batch, space, weights,
            device, seed, .. faces.All];
        foreach (var option in all) Options.Add(option);
        SetAction((parsed, cancel) => Task.Run(() => Run(parsed, cancel), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        var chosen = parsed.GetRequiredValue(what);
        if (parsed.GetValue(form) is { } given)
        {
            if (chosen != "adapters") throw new UserErrorException("--form is for adapters alone.");
            var asked = FormOption.Of(given);
            if (asked != AdapterForm.Paper) chosen = asked == AdapterForm.Conditioned ? "conditioned" : "coding";
        }
        var own = faces.Of(parsed);
        if (own is not null)
            FaceSet.Begin(parsed.GetRequiredValue(weights), parsed.GetResult(weights) is { Implicit: false });
        if (own is not null && chosen != Everything && !TrainingTasks.NamesOfFaces.Contains(chosen))
            throw new UserErrorException($"'{chosen}' learns nothing of pictures; with --images there are "
                + $"{string.Join(", ", TrainingTasks.NamesOfFaces)}.");
        var names = chosen != Everything ? [chosen] : own is null ? TrainingTasks.Names
            : FaceSet.NamesFor(parsed.GetRequiredValue(weights), own.Labels is not null);
        if (chosen == Everything && own is { Labels: null })
            parsed.InvocationConfiguration.Error.WriteLine("eds: without --labels there is nothing to train of "
                + $"{string.Join(", ", TrainingTasks.NamesOfLabels)}.");
        using var distance = own is null || !names.Contains("generator") ? null : FeatureDistance.Of(
            [parsed.GetRequiredValue(weights), WeightsOption.Shipped], DeviceOption.Resolve(parsed.GetValue(device)!));
        var options = names.Select(name => OptionsOf(name, parsed) with { Faces = own, Distance = distance }).ToList();
        return names.Zip(options)
            .All(task => Train(task.First, task.Second, parsed.InvocationConfiguration.Output, cancel))
            ? ExitCode.Ok : ExitCode.Interrupted;
    }

    private TrainingOptions OptionsOf(string name, ParseResult parsed)
    {
        var (byTime, bySteps, continued) = (parsed.GetValue(minutes), parsed.GetValue(steps), parsed.GetValue(more));
        if (parsed.GetRequiredValue(what) == Everything && parsed.GetValue(faces.Images) is not null
            && name != "generator")
            (byTime, bySteps) = (byTime / FaceSet.ShareOfOthers, bySteps / FaceSet.ShareOfOthers);
        if (parsed.GetValue(resolution) is not ((32 or 64 or 128 or 256 or 512 or 1024) and var side))
            throw new UserErrorException("--resolution takes 32, 64, 128, 256, 512 or 1024.");
        if (parsed.GetValue(batch) is { } given && (given < 4 || given % 4 != 0))
            throw new UserErrorException("--batch takes 4 or a multiple of it.");
        if (parsed.GetValue(space) != LatentSpace.Z && parsed.GetValue(faces.Images) is null)
            throw new UserErrorException("--space is for sets of --images: the shipped networks send z.");
        if (byTime is null == bySteps is null)
            throw new UserErrorException("train takes one budget: --minutes or --steps.");
        if (byTime is <= 0 || bySteps is <= 0) throw new UserErrorException("The budget must be above zero.");
        if (parsed.GetValue(edited) && name != "adapters")
            throw new UserErrorException("--edited is for adapters alone: './eds train adapters --edited'.");
        if (parsed.GetValue(edited) && parsed.GetValue(faces.Images) is not null)
            throw new UserErrorException("--edited needs counterfactuals, which photographs lack; leave out --images.");
        if (parsed.GetValue(checkpointEvery) is not (>= 0 and <= 86_400 and var between))
            throw new UserErrorException("--checkpoint-every takes 0 to 86400 seconds.");
        var folder = parsed.GetValue(run);
        if (folder is null || parsed.GetRequiredValue(what) == Everything)
        {
            folder = new(Path.Combine(folder?.FullName ?? "runs",
                $"train-{name}{(continued ? "-more" : "")}{(parsed.GetValue(edited) ? "-edited" : "")}"));
        }
        return new TrainingOptions
        {
            Run = folder,
            Weights = parsed.GetRequiredValue(weights),
            FromShipped = continued,
            Edited = parsed.GetValue(edited),
            Minutes = byTime,
            Steps = bySteps,
            Device = DeviceOption.Resolve(parsed.GetValue(device)!),
            Resolution = side,
            Batch = parsed.GetValue(batch),
            Space = parsed.GetValue(space),
            Seed = parsed.GetValue(seed),
            CheckpointEvery = TimeSpan.FromSeconds(between),
            Command = string.Create(CultureInfo.InvariantCulture,
                $"./eds train {name}{(continued ? " --more" : "")}{(parsed.GetValue(edited) ? " --edited" : "")}"
                + $"{Budget("minutes", byTime)}"
                + $"{Budget("steps", bySteps)}{OfFaces(parsed)}"),
        };
    }

    private string OfFaces(ParseResult parsed) => parsed.GetValue(faces.Images) is null ? ""
        : string.Concat(faces.All.Concat([resolution, space, weights])
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => $" {option.Name} {Shell.Quoted(parsed.GetResult(option)!.Tokens[0].Value)}"));

    private static string Budget(string name, double? amount) => amount is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $" --{name} {amount}");

    private static bool Train(string name, TrainingOptions options, TextWriter output, CancellationToken cancel)
    {
        using var claim = OutputFolder.Enter(options.Run.ToString());
        using var task = TrainingTasks.Create(name, options);
        output.WriteLine($"training {name}; run folder {options.Run}");
        var reached = new Trainer(task, options).Run(progress => output.WriteLine(Line(progress)), cancel);
        CurvePage.Write(options.Run);
        if (reached is not { } state)
        {
            output.WriteLine($"interrupted; the same command continues from the checkpoint in {options.Run}");
            return false;
        }
        foreach (var path in Shipping.Write(task, options, state)) output.WriteLine($"wrote {path}");
        return true;
    }

    private static string Line(TrainingProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.Share,4:P0}  step {progress.Step,7}  {progress.ItemsPerSecond,6:F0} {progress.Unit}/s  ") +
        string.Join("  ", progress.Losses.Select(loss => loss.Name + " " +
            loss.Value.ToString("G4", CultureInfo.InvariantCulture)));
}

/// <summary>Draws a training's curve.csv as curve.html beside it: a chart for each loss.</summary>
internal static class CurvePage
{
    /// <summary>Writes nothing where there is no curve yet.</summary>
    public static void Write(DirectoryInfo run)
    {
        var source = Path.Combine(run.FullName, "curve.csv");
        if (!File.Exists(source)) return;
        var rows = File.ReadLines(source).Select(line => line.Split(',')).ToList();
        var page = new ReportPage(run.Name);
        foreach (var (i, loss) in rows[0].Index().Skip(1))
        {
            page.Chart(new ReportChart(loss, "step", loss).Add(loss, rows.Skip(1)
                .Where(row => row.Length > i && row[i].Length > 0).Select(row => (Number(row[0]), Number(row[i])))));
        }
        WholeFile.Write(Path.Combine(run.FullName, "curve.html"), page.Html());

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
