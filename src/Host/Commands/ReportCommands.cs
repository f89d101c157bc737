using System.CommandLine;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds report</c>, <c>compare</c> and <c>devices</c>.</summary>
internal static class ReportCommands
{
    public static Command Report()
    {
        var run = new Argument<string>("RUN") { Description = "A run folder, also of a run that was killed." };
        var command = new Command("report", "Makes the summary and report of a run again from its events; returns what "
            + "the run returned, 0 if it was killed.") { run };
        command.SetAction(parsed =>
        {
            var folder = new RunFolder(parsed.GetRequiredValue(run));
            if (!File.Exists(folder.Events) || !File.Exists(folder.Scenario))
            {
                throw new UserErrorException(
                    $"'{folder.Path}' is no run folder: it has no events.jsonl or scenario.json.");
            }
            var before = File.Exists(folder.Summary) ? RunFiles.ReadSummary(folder.Path) : null;
            var description = ScenarioFile.Recorded(folder.Scenario, before?.Label ?? "");
            var trace = new RunTrace(folder, description.Scenario) { Timeline = RunTimeline.Read(folder.Metrics) };
            var result = RunReplay.Read(folder, description.Scenario, before, trace);
            var summary = RunFiles.Finish(folder, description, result, trace, $"./eds run {folder.Scenario}");
            RunText.Print(summary, parsed.InvocationConfiguration.Output);
            parsed.InvocationConfiguration.Output.WriteLine($"report {folder.Report}");
            return result.End == RunEnd.Interrupted ? ExitCode.Ok : summary.ExitCode;
        });
        return command;
    }

    public static Command Compare()
    {
        var first = new Argument<string>("A") { Description = "A run folder." };
        var second = new Argument<string>("B") { Description = "Another." };
        var command = new Command("compare", "Shows two runs side by side.") { first, second };
        command.SetAction(parsed =>
        {
            var a = RunFiles.ReadSummary(parsed.GetRequiredValue(first));
            var b = RunFiles.ReadSummary(parsed.GetRequiredValue(second));
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{"",-26}{"A",18}{"B",18}");
            foreach (var ((name, left), (_, right)) in Rows(a).Zip(Rows(b)))
                output.WriteLine($"{name,-26}{HtmlTable.Text(left),18}{HtmlTable.Text(right),18}");
            output.WriteLine(a.Fingerprint == b.Fingerprint
                ? "The fingerprints are equal: each transmission decided and received the same."
                : "The fingerprints differ.");
        });
        return command;
    }

    public static Command ListDevices()
    {
        var command = new Command("devices", "Lists the devices that models can compute on.");
        command.SetAction(parsed =>
        {
            foreach (var device in DeviceOption.Available()) parsed.InvocationConfiguration.Output.WriteLine(device);
        });
        return command;
    }

    private static IEnumerable<(string Name, object? Value)> Rows(RunSummary s) =>
    [
        ("codec", ScenarioKeys.NameOf(s.Codec.ToString())), ("submitted", s.Balance.Submitted),
        ("delivered", s.Balance.Delivered), ("failed", s.Balance.Failed),
        ("expired", s.Balance.Expired), ("rejected", s.Balance.Rejected), ("latency p50, ms", s.Stages[^1].P50Ms),
        ("latency p95, ms", s.Stages[^1].P95Ms), ("latency p99, ms", s.Stages[^1].P99Ms),
        ("pictures a second", s.DeliveredPerSecond), ("mean encoder batch", s.Encoders?.Batches.MeanSize),
        ("edits asked for", s.Quality.EditsAsked),
        ("edit right", s.Quality.EditSuccess), ("  +-", (s.Quality.EditSuccessHigh - s.Quality.EditSuccessLow) / 2),
        ("LPIPS-P", s.Quality.LpipsP), ("  +-", s.Quality.LpipsPHalfWidth), ("PSNR, dB", s.Quality.PsnrDb),
        ("  +-", s.Quality.PsnrHalfWidthDb), ("adapter switches", s.Adapters?.Switches),
        ("best adapter used", s.Adapters?.BestShare), ("exit code", s.ExitCode),
    ];
}
