using System.Text.Json;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Host.Serve;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds run SCENARIO</c>: runs a scenario file.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string> scenario = ScenarioArguments.Scenario();
    private readonly Option<string[]> set = ScenarioArguments.Set();
    private readonly Option<long?> seed = ScenarioArguments.Seed();
    private readonly Option<string?> clock = new Option<string?>("--clock")
    {
        Description = "Changes the clock of the scenario: virtual (the default), or wall for the time of this machine.",
    }.AcceptOnlyFromAmong("virtual", "wall");
    private readonly Option<long> shuffle = new("--shuffle")
    {
        Description = "A seed that draws, in virtual time, what runs first of what may run at the same moment.",
    };
    private readonly Option<string?> trace = new("--trace")
    {
        Description = "A file that gets, in virtual time, every message of the run in its order, as JSON lines.",
    };
    private readonly Option<string?> folder =
        new("--out") { Description = "A new or empty folder for the results; default runs/TIME-NAME." };
    private readonly Option<bool> dryRun =
        new("--dry-run") { Description = "Checks everything and prints what would run, without running it." };
    private readonly Option<string> device = DeviceOption.Create();
    private readonly Option<bool> json =
        new("--json") { Description = "Prints the summary as JSON instead of text; with --dry-run, what would run." };

    private readonly Option<int?> watch = new("--watch")
    {
        Description = "Opens a page on this machine that shows the run, and keeps it open until Ctrl-C; a port may be given.",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int?> metrics = new("--metrics")
    {
        Description = "Serves the run's metrics on this machine while it runs: http://127.0.0.1:PORT/metrics.",
        HelpName = "PORT",
    };
    private readonly Option<string?> listen = new("--listen")
    {
        Description = "Lets workers of other processes join there ('./eds worker --join'); the run is by the wall clock then.",
        HelpName = "HOST:PORT",
    };
    private readonly Option<int> waitFor = new("--wait-for") { Description = "Worker processes that the run waits for." };
    private readonly Option<double> waitTimeout =
        FiniteNumber.Option("--wait-timeout", 120, "Seconds that it waits for them.");
    private readonly Option<string> wire = DefaultOption.Of("--wire", "float32",
        "How symbols and latent vectors travel: float32, exact, or float16, half the bytes.").AcceptOnlyFromAmong("float32", "float16");
    private readonly Option<string?> certificate = ClusterOptions.Certificate();
    private readonly Option<string?> authority = ClusterOptions.Authority();

    public RunCommand() : base("run", "Runs a scenario and writes a folder with a report. "
        + "A scenario names its channel plug-ins under \"plugins\".")
    {
        Arguments.Add(scenario);
        foreach (var option in new Option[] { set, seed, clock, shuffle, trace, folder, dryRun, device, watch, metrics, listen, waitFor,
            waitTimeout, wire, certificate, authority, json }) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var where = DeviceOption.Check(parsed.GetValue(device)!);
        var path = parsed.GetRequiredValue(scenario);
        var changes = ScenarioArguments.Changes(parsed, set, seed);
        if (parsed.GetValue(clock) is { } kind) changes = [.. changes, $"clock={kind}"];
        var address = parsed.GetValue(listen) is { } there ? ClusterOptions.Address("--listen", there) : null;
        if (address is not null) changes = WithWallClock(changes, parsed.GetValue(clock));
        ScenarioPoint[] points = [.. ScenarioFile.Load(path, changes).Points().Select(point => point.On(where))];
        var traced = parsed.GetValue(trace);
        if (points.Any(point => point.Scenario.Clock == ClockKind.Wall)
            && (parsed.GetValue(shuffle) is not 0 ? "--shuffle" : traced is null ? null : "--trace") is { } unused)
            throw new UserErrorException($"{unused} is for virtual time: leave it out, or give --clock virtual.");
        CheckWorkers(points, address, parsed.GetValue(waitFor));
        var certificates = address is null ? null : ClusterOptions.Certificates(parsed, certificate, authority, address);
        if (traced is not null && points.Length > 1)
            throw new UserErrorException($"--trace is for one run, and these are {points.Length}: choose one with --set.");
        ScenarioArguments.Show(points, parsed.InvocationConfiguration.Error);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(dryRun)) return Describe(points, parsed.GetValue(json), output);
        var time = TimeProvider.System;
        using var made = parsed.GetValue(folder) is { } wanted
            ? OutputFolder.Create(wanted)
            : OutputFolder.CreateNumbered(RunFolder.DefaultPath(points[0].Scenario.Name, time.GetLocalNow()));
        var target = new RunFolder(made.Path);
        var command = Shell.Line(parsed, folder, json);
        var isJson = parsed.GetValue(json);
        var isTerminal = !isJson && Terminal.IsLive && output is MaskedWriter { IsConsole: true };
        var lines = isJson ? TextWriter.Null : output;
        var (isWatched, port) = (parsed.GetResult(watch) is not null, parsed.GetValue(metrics) ?? parsed.GetValue(watch));
        await using var page = !isWatched && port is null ? null : await WatchPage.OpenAsync(
            port ?? ServeCommand.DefaultPort, where, target.Path, parsed.InvocationConfiguration);
        List<RunSummary> summaries = [];
        for (var i = 0; i < points.Length && !cancellation.IsCancellationRequested; i++)
        {
            var (point, place) = (points[i], points.Length == 1 ? target : target.Point(i));
            var table = new LiveTable(lines, isTerminal, time);
            var summary = await new RunExecution(place, command, table, time, parsed.GetValue(shuffle), traced,
                address is null ? null : HostOf(point, address, parsed) with
                {
                    Certificate = certificates,
                    IsMoreToCome = i + 1 < points.Length,
                })
            {
                Watch = recorder => page?.Watch(recorder, point) ?? recorder,
            }.RunAsync(point, cancellation);
            page?.End(summary, place.Path);
            RunText.Print(summary, lines);
            await lines.WriteLineAsync($"report {place.Report.OnOneLine()}");
            summaries.Add(summary);
        }
        if (points.Length > 1 && summaries.Count > 0) SweepReport.Write(target, summaries, lines);
        if (isJson && summaries.Count > 0)
        {
            object printed = points.Length == 1 ? summaries[0] : summaries;
            await output.WriteLineAsync(JsonSerializer.Serialize(printed, JsonOutput.Format));
        }
        if (isWatched) await page!.StayAsync(cancellation);
        if (summaries.Count == points.Length) return CodeOf(summaries);
        await parsed.InvocationConfiguration.Error.WriteLineAsync(
            $"eds: interrupted after {summaries.Count} of {points.Length} runs.");
        return ExitCode.Interrupted;
    }

    /// <summary>Runs that other processes work for are by the wall clock.</summary>
    private static IReadOnlyList<string> WithWallClock(IReadOnlyList<string> changes, string? clock) => clock != "virtual"
        ? [.. changes, "clock=wall"]
        : throw new UserErrorException("--listen is for runs by the wall clock: leave out --clock virtual.");

    private static void CheckWorkers(ScenarioPoint[] points, NodeAddress? address, int waitFor)
    {
        if (waitFor is < 0 or > 1000) throw new UserErrorException($"--wait-for is {waitFor}; give 0 to 1000.");
        if (address is null && (waitFor > 0 || points.Any(one => one.Scenario.Encoders.RemoteWorkers + one.Scenario.Decoders.RemoteWorkers > 0)))
            throw new UserErrorException("the run waits for workers of other processes: give --listen HOST:PORT.");
        if (address is not null && points.Any(one => one.Scenario.Codec == CodecKind.Calibrated))
            throw new UserErrorException("the codec calibrated computes nothing that other processes could do: leave out --listen.");
    }

    private ClusterHost HostOf(ScenarioPoint point, NodeAddress address, ParseResult parsed)
    {
        var card = ClusterOptions.Card(point.Plan.Codec.WeightsFiles) with { Codecs = [point.Plan.Codec.Name] };
        return new ClusterHost(address, card, RemoteCodec.Describe(point.Scenario))
        {
            IsExact = point.Scenario.Deterministic && point.Plan.Codec.WeightsFiles.Count > 0,
            IsHalf = parsed.GetValue(wire) == "float16",
            WaitFor = parsed.GetValue(waitFor),
            WaitForEncoders = point.Scenario.Encoders.RemoteWorkers,
            WaitForDecoders = point.Scenario.Decoders.RemoteWorkers,
            Patience = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(waitTimeout), 0, 1e6)),
        };
    }

    /// <summary>The worst of all: a run that does not balance counts more than a broken threshold.</summary>
    private static int CodeOf(List<RunSummary> summaries) =>
        new[] { ExitCode.Failed, ExitCode.Interrupted, ExitCode.ThresholdFailed }
            .FirstOrDefault(code => summaries.Exists(summary => summary.ExitCode == code));

    private static int Describe(IReadOnlyList<ScenarioPoint> points, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            var resolved = points.Select(point => new
            {
                point.Label,
                Scenario = JsonSerializer.Deserialize<JsonElement>(point.Resolved),
            });
            output.WriteLine(JsonSerializer.Serialize(resolved, JsonOutput.Format));
            return ExitCode.Ok;
        }
        foreach (var point in points)
        {
            var scenario = point.Scenario;
            var label = point.Label.Length > 0 ? $" ({point.Label.OnOneLine()})" : "";
            output.WriteLine($"{scenario.Name.OnOneLine()}{label}: " +
                $"{scenario.Users.Sum(group => group.Count)} users for {HtmlTable.Text(scenario.DurationSeconds)} s, " +
                $"{scenario.Encoders.Workers} encoders, {scenario.Decoders.Workers} decoders, " +
                $"{point.Thresholds.Count} thresholds");
        }
        return ExitCode.Ok;
    }
}
