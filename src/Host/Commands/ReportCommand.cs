using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds report RUN</c>: writes the summary and report of a run again from its events.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A run folder; the run may have been killed." };
        var command = new Command("report", "Writes the summary and report of a run again from its events. "
            + "The exit code is that of the run, 0 if it was killed.") { run };
        command.SetAction(parsed =>
            Make(new RunFolder(parsed.GetRequiredValue(run)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static RunSummary Rebuild(
        RunFolder folder, RunDescription description, RunSummary? before, RunTrace trace)
    {
        var result = RunReplay.Read(folder, description.Scenario, before, trace);
        var summary = RunSummary.Of(description, result, trace);
        var users = UserSummary.All(description.Scenario, result.Statistics);
        RunFiles.Finish(folder, summary, users, trace, CommandOf(folder));
        return summary;
    }

    /// <summary>Where not all events were written, the figures stay those of the run.</summary>
    private static RunSummary Redraw(
        RunFolder folder, RunDescription description, RunSummary summary, RunTrace trace)
    {
        RunReplay.Trace(folder, description.Scenario, trace);
        ReportWriter.Write(folder, summary, trace, CommandOf(folder));
        return summary;
    }

    private static string CommandOf(RunFolder folder) =>
        RunEnvironment.CommandOf(folder) ?? $"./eds run {Shell.Quoted(folder.Scenario)}";

    private static int Make(RunFolder folder, TextWriter output)
    {
        if (!File.Exists(folder.Events) || !File.Exists(folder.Scenario))
        {
            throw new UserErrorException(
                $"'{folder.Path}' is not a run folder: it has no events.jsonl or scenario.json.");
        }
        var before = File.Exists(folder.Summary) ? RunFiles.ReadSummary(folder.Path) : null;
        var description = ScenarioFile.Recorded(folder.Scenario, before?.Label ?? "");
        var trace = new RunTrace(folder, description.Scenario) { Timeline = RunTimeline.Read(folder.Metrics) };
        var summary = before is { AreEventsComplete: false }
            ? Redraw(folder, description, before, trace)
            : Rebuild(folder, description, before, trace);
        RunText.Print(summary, output);
        output.WriteLine($"report {folder.Report.OnOneLine()}");
        return summary.End == RunEnd.Interrupted ? ExitCode.Ok : summary.ExitCode;
    }
}
