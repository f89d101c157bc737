using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation.Paper;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds eval paper</c>: the figures and tables of the paper's section V.</summary>
internal sealed class EvalPaperCommand : Command
{
    private const string SettingsName = "settings.json";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Option<bool> quick = new("--quick")
    {
        Description = "Few portraits, about 10 minutes on two cores; FID-P and KID-P are left out.",
    };
    private readonly Option<int?> portraits = new("--portraits")
    {
        Description = "Portraits for each method and figure, where that is fewer than the default.",
    };
    private readonly Option<string?> folder =
        new("--out") { Description = "A new or empty folder for the results; default runs/TIME-paper." };
    private readonly Option<DirectoryInfo?> resume = new("--resume")
    {
        Description = "Continues in the folder of an evaluation that was stopped, with its options.",
    };
    private readonly Option<string?> probe = new("--probe")
    {
        Description = "Only times one method and prints its cost as JSON.",
        Hidden = true,
    };
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string> device = DeviceOption.Create();

    public EvalPaperCommand() : base("paper", "Computes the figures and tables of the paper's section V on portraits "
        + "unseen in training, beside the paper's. Exit code 10 if a bar is missed.")
    {
        foreach (var option in new Option[] { quick, portraits, folder, resume, probe, weights, device })
            Options.Add(option);
        SetAction((parsed, stop) => Task.Run(() => Run(parsed, stop), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(portraits) < 2) throw new UserErrorException("--portraits takes 2 or more.");
        if (parsed.GetValue(resume) is { } old) CheckResume(old, parsed);
        var (from, time) = (parsed.GetRequiredValue(weights), TimeProvider.System);
        var used = DeviceOption.NameOf(parsed.GetValue(device)!);
        var settings = new Settings(Plan(parsed), Fingerprint(from), used)
        {
            Command = Shell.Line(parsed, folder, resume),
        };
        if (parsed.GetValue(probe) is { } method)
            return Probe(method, from, settings, parsed.InvocationConfiguration.Output, time);
        using var made = Folder(parsed, time, ref settings);
        using var evaluation = new PaperEvaluation(from, new(used), settings.Plan, time);
        var last = 0L;
        PaperReport report;
        try
        {
            report = evaluation.Measure(made.Path, id => ChildCost(id, from, used, settings.Plan.Pairs), done =>
            {
                if (last != 0 && time.GetElapsedTime(last) < Silence && done.Done < done.Total) return;
                last = time.GetTimestamp();
                parsed.InvocationConfiguration.Error.WriteLine(Line(done));
            }, stop);
        }
        catch (OperationCanceledException)
        {
            throw new UserErrorException("interrupted; what was computed is kept: continue by "
                + $"'./eds eval paper --resume {Shell.Quoted(made.Path)}'.", ExitCode.Interrupted);
        }
        var paper = new PaperPage(report, PaperEvaluation.ImagesIn(made.Path));
        PaperFiles.Write(made.Path, report);
        var html = Path.Combine(made.Path, "paper.html");
        WholeFile.Write(html, paper.Html(settings.Command));
        var output = parsed.InvocationConfiguration.Output;
        foreach (var bar in report.Bars) output.WriteLine(EvalReport.Line(bar));
        output.WriteLine(paper.Verdict);
        output.WriteLine($"report {html.OnOneLine()}");
        return report.Bars.Any(bar => bar.Holds == false) ? ExitCode.ThresholdFailed : ExitCode.Ok;
    }

    private PaperPlan Plan(ParseResult parsed)
    {
        var plan = parsed.GetValue(quick) ? PaperPlan.Quick : new();
        return parsed.GetValue(portraits) is { } most ? plan.AtMost(most) : plan;
    }

    private OutputFolder Folder(ParseResult parsed, TimeProvider time, ref Settings settings)
    {
        if (parsed.GetValue(resume) is not { } old)
        {
            var made = parsed.GetValue(folder) is { } wanted ? OutputFolder.Create(wanted)
                : OutputFolder.CreateNumbered(RunFolder.DefaultPath("paper", time.GetLocalNow()));
            WholeFile.Write(
                Path.Combine(made.Path, SettingsName), JsonSerializer.Serialize(settings, JsonOutput.Format));
            return made;
        }
        var before = Read(Path.Combine(old.FullName, SettingsName));
        if (before.Weights != settings.Weights)
            throw new UserErrorException($"--resume: '{old}' was computed with other weights; begin without --resume.");
        if (before.Device != settings.Device)
            throw new UserErrorException($"--resume: '{old}' was computed on another device: {before.Device}.");
        settings = before;
        return OutputFolder.Enter(old.FullName);
    }

    private void CheckResume(DirectoryInfo old, ParseResult parsed)
    {
        Option[] excluded = [folder, quick, portraits];
        if (excluded.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
            throw new UserErrorException($"--resume goes on with the options of that folder: leave {other.Name} out.");
        if (!File.Exists(Path.Combine(old.FullName, SettingsName)))
            throw new UserErrorException($"--resume: '{old}' is not the folder of a run, it has no {SettingsName}.");
    }

    private static Settings Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Settings>(File.ReadAllText(path), JsonOutput.Strict)!;
        }
        catch (JsonException problem)
        {
            throw new UserErrorException($"--resume: {path}: {problem.Message}");
        }
    }

    private static int Probe(
        string method, DirectoryInfo weights, Settings settings, TextWriter output, TimeProvider time)
    {
        using var evaluation = new PaperEvaluation(weights, new(settings.Device), settings.Plan, time);
        var cost = ProcessMemory.With(evaluation.Seconds(method, settings.Plan.Pairs)
            ?? throw new UserErrorException($"--probe: there is no method '{method}', or no weights of it."));
        output.WriteLine(JsonSerializer.Serialize(cost, JsonOutput.Line));
        return ExitCode.Ok;
    }

    /// <summary>What a method costs, alone in a process of this program.</summary>
    private static PaperCost ChildCost(string method, DirectoryInfo weights, string device, int pairs) =>
        JsonSerializer.Deserialize<PaperCost>(ProcessMemory.OutputOf("eval", "paper", "--probe", method, "--portraits",
            pairs.ToString(CultureInfo.InvariantCulture), "--weights", weights.FullName, "--device", device),
            JsonOutput.Strict)!;

    private static string Fingerprint(DirectoryInfo weights)
    {
        _ = WeightsManifest.Load(weights.FullName);    // before a folder is made
        var manifest = Path.Combine(weights.FullName, WeightsManifest.FileName);
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(manifest)));
    }

    private static string Line(PaperProgress done) => string.Create(CultureInfo.InvariantCulture,
        $"{done.Done}/{done.Total}  {done.Unit.Part}, {done.Unit.Method}, {done.Unit.SnrDb} dB, from {done.Unit.First}")
        + (done.Left is { } left && done.Done < done.Total
            ? string.Create(CultureInfo.InvariantCulture, $"; about {Math.Ceiling(left.TotalMinutes)} min left") : "");

    /// <summary>What a folder was computed with.</summary>
    private sealed record Settings(PaperPlan Plan, string Weights, string Device)
    {
        /// <summary>By which it can be repeated.</summary>
        public string Command { get; init; } = "";
    }
}
