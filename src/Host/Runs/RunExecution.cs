using System.Globalization;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Scenarios;
using Serilog;
using Serilog.Formatting.Json;
using Serilog.Sinks.SystemConsole.Themes;

namespace EditableDeepSC.Host.Runs;

/// <summary>Runs one point of a scenario into a folder.</summary>
internal sealed class RunExecution(RunFolder folder, string command, LiveTable table, TimeProvider time, long shuffle = 0)
{
    public async Task<RunSummary> RunAsync(ScenarioPoint point, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(folder.Scenario, RunFiles.Pretty(point.Resolved), cancellation);
        await File.WriteAllTextAsync(
            folder.Environment, RunEnvironment.Json(point, time.GetUtcNow(), command), cancellation);
        using var logger = new LoggerConfiguration().WriteTo.File(
            new JsonFormatter(), folder.Log, fileSizeLimitBytes: null).WriteTo.Console(
            restrictedToMinimumLevel: Serilog.Events.LogEventLevel.Fatal,
            standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
            theme: ConsoleTheme.None, formatProvider: CultureInfo.InvariantCulture).CreateLogger();
        Log.Logger = logger;
        var trace = new RunTrace(folder, point.Scenario);
        RunResult result;
        bool areEventsComplete;
        using (var recorder = new RunRecorder(folder, point.Scenario, trace, table.Show))
        {
            result = await table.RunAsync(() => SimulationRun.RunAsync(
                point.Plan, time, recorder, cancellation, shuffle));
            areEventsComplete = recorder.IsComplete;
        }
        var summary = RunSummary.Of(point, result, trace) with { AreEventsComplete = areEventsComplete };
        RunFiles.Finish(folder, summary, UserSummary.All(point.Scenario, result.Statistics), trace, command);
        return summary;
    }
}
