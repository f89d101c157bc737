using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
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
        var result = RunReplay.Read(folder, description.Scenario, before, trace);
        var command = RunEnvironment.CommandOf(folder) ?? $"./eds run {Shell.Quoted(folder.Scenario)}";
        var summary = RunFiles.Finish(folder, description, result, trace, command);
        RunText.Print(summary, output);
        output.WriteLine($"report {folder.Report.OnOneLine()}");
        return result.End == RunEnd.Interrupted ? ExitCode.Ok : summary.ExitCode;
    }
}
