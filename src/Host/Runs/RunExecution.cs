using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Scenarios;
using Serilog;
using Serilog.Formatting.Json;
using Serilog.Sinks.SystemConsole.Themes;

namespace EditableDeepSC.Host.Runs;

/// <summary>Runs one point of a scenario into a folder, and its messages into a file where one is named.</summary>
internal sealed class RunExecution(
    RunFolder folder, string command, LiveTable table, TimeProvider time, long shuffle = 0, string? traceFile = null,
    ClusterHost? host = null)
{
    /// <summary>Puts an observer around that which records the run.</summary>
    public Func<IRunObserver, IRunObserver> Watch { get; init; } = recorder => recorder;

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
        await using (var messages = traceFile is null ? null : new StreamWriter(traceFile) { NewLine = "\n" })
        using (var recorder = new RunRecorder(folder, point.Scenario, trace, table.Show, table.Say))
        {
            result = await table.RunAsync(() => SimulationRun.RunAsync(
                point.Plan, time, Watch(recorder), cancellation, shuffle, trace: messages is null ? null
                    : message => messages.WriteLine(JsonSerializer.Serialize(message, JsonOutput.Line)), host: host));
            areEventsComplete = recorder.IsComplete;
        }
        var summary = RunSummary.Of(point, result, trace) with { AreEventsComplete = areEventsComplete };
        RunFiles.Finish(folder, summary, UserSummary.All(point.Scenario, result.Statistics), trace, command);
        return summary;
    }
}
