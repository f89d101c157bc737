using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds capacity SCENARIO</c>: how much load a configuration carries.</summary>
internal sealed class CapacityCommand : Command
{
    private readonly Argument<string> scenario = ScenarioArguments.Scenario();
    private readonly Option<string[]> metric = new("--metric")
    {
        Description = "What must hold, as a threshold of a scenario: \"latency: p(95) < 2 s\"; if given more than once, all.",
        Required = true,
    };
    private readonly Option<string> over =
        DefaultOption.Of("--over", "users[0].count", "The number of the scenario that is the load.");
    private readonly Option<double?> from = FiniteNumber.Option("--from",
        "The lowest load. Default: the scenario's, halved until the metric holds.");
    private readonly Option<double?> to = FiniteNumber.Option("--to",
        "The highest load. Default: the lowest, doubled until the metric fails.");
    private readonly Option<double> tolerance = FiniteNumber.Option("--tolerance", 1,
        "How far apart the load that holds and the one that fails may be, in percent.");
    private readonly Option<string[]> set = ScenarioArguments.Set();
    private readonly Option<long?> seed = ScenarioArguments.Seed();
    private readonly Option<string?> html = new("--html") { Description = "A file that gets the table and charts as a page." };
    private readonly Option<string> device = DeviceOption.Create();
    private readonly Option<bool> json = JsonOutput.Option();

    public CapacityCommand() : base("capacity", "Finds the largest load at which a metric holds, in virtual time.")
    {
        Arguments.Add(scenario);
        foreach (var option in new Option[] { metric, over, from, to, tolerance, set, seed, html, device, json })
            Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(scenario);
        string[] changes = [.. ScenarioArguments.Changes(parsed, set, seed), "clock=virtual"];
        var device = DeviceOption.NameOf(parsed.GetValue(this.device)!);
        var start = OneOf(path, changes);
        var metrics = parsed.GetValue(metric)!.Select(text => Metric(text, start.Scenario)).ToArray();
        var load = ScenarioNumber.Of(start.Scenario, parsed.GetValue(over)!);
        var (low, high) = (parsed.GetValue(from), parsed.GetValue(to));
        Check(low, high, parsed.GetValue(tolerance), load);
        var error = parsed.InvocationConfiguration.Error;
        var search = new CapacitySearch(async value =>
        {
            var point = OneOf(path, [.. changes, load.Change(value)]).On(device);
            var loads = new StageLoads();
            var result = await SimulationRun.RunAsync(point.Plan, TimeProvider.System, loads, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (result.End == RunEnd.Stalled || !result.Balance.IsBalanced || result.DeadLetters > 0)
                throw new UserErrorException($"with {load.Change(value)} the run itself failed; see './eds run'.", ExitCode.Failed);
            var measured = CapacityPoint.Of(value, point.Scenario, metrics, result, loads);
            await error.WriteLineAsync($"{load.Change(value)}: {CapacityReport.ValuesOf(measured)}");
            return measured;
        }, load, parsed.GetValue(tolerance) / 100);
        try
        {
            var (holds, fails) = await search.FindAsync(low, high);
            var report = new CapacityReport(start.Scenario, load, metrics, search.Points, holds, fails);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? JsonSerializer.Serialize(report.Json, JsonOutput.Format) : report.Text);
            if (parsed.GetValue(html) is { } file) WholeFile.Write(file, report.Html);
            return holds is null || fails is null ? ExitCode.NoKnee : ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            throw new UserErrorException($"interrupted after {search.Points.Count} runs.", ExitCode.Interrupted);
        }
    }

    private static ScenarioPoint OneOf(string path, IEnumerable<string> changes) =>
        ScenarioFile.Load(path, changes).Points() is [var point] ? point : throw new UserErrorException(
            "the scenario is more than one run; take one of them: --set 'sweep={}' --set repeat=1.");

    private static Threshold Metric(string text, Scenario scenario)
    {
        try
        {
            return Threshold.Parse(text, scenario.Adapters.SnrsDb);
        }
        catch (ThresholdException mistake)
        {
            throw new UserErrorException($"--metric {mistake.Message}");
        }
    }

    private static void Check(double? from, double? to, double tolerance, ScenarioNumber load)
    {
        foreach (var (name, value) in new[] { ("--from", from), ("--to", to) })
        {
            if (value is { } given && (given <= 0 || load.IsWhole && given != Math.Floor(given)))
                throw new UserErrorException($"{name} takes {(load.IsWhole ? "a whole number" : "a number")} above 0.");
        }
        if (from >= to) throw new UserErrorException("--from must be below --to.");
        if (tolerance is not (> 0 and <= 50)) throw new UserErrorException("--tolerance takes more than 0 to 50 percent.");
    }
}
