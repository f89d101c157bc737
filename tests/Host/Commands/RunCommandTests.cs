using System.Text.Json;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private const string Quick = """
        // A run for tests.
        {
          "name": "quick", "deterministic": true, "durationSeconds": 1000,
          "users": [{ "count": 3, "dialog": { "turns": 2, "conversations": 2 }, "link": { "channel": "rayleigh" } }],
          "thresholds": ["delivered == 1"]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("eds-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_QuickScenario_ExitsZeroAndLeavesAllFiles()
    {
        var (code, output, error) = await RunAsync(Quick, "a");

        error.Should().BeEmpty();
        code.Should().Be(ExitCode.Ok);
        output.Should().Contain("12 submitted = 12 delivered + 0 failed + 0 expired")
            .And.Contain("holds  delivered == 1");
        Directory.GetFiles(Path.Combine(_folder, "a")).Select(Path.GetFileName).Should().BeEquivalentTo(
            "scenario.json", "environment.json", "events.jsonl", "metrics.csv", "users.csv", "summary.json",
            "log.jsonl", "report.html");
    }

    [Fact]
    public async Task Run_QuickScenario_HasALineForEachUser()
    {
        await RunAsync(Quick, "a");

        var folder = new RunFolder(Path.Combine(_folder, "a"));
        var lines = File.ReadAllLines(folder.Users);
        lines.Should().HaveCount(4);
        lines[0].Should().Be(UserSummary.CsvHeader);
        lines[3].Should().MatchRegex(@"^2,""users"",4,4,0,0,0,[\d.]+,[\d.]+,\d,[\d.]+,0\.\d+,[\d.]+$");
        RunFiles.ReadSummary(folder.Path).SampleUsers.Should().HaveCount(2)
            .And.AllSatisfy(user => user.Delivered.Should().Be(4));
        File.ReadAllText(folder.Report).Should().Contain("<h2>Sample users</h2>");
    }

    [Fact]
    public async Task Run_SeveralCells_AreInSummaryAndReportAndInThoseOfTheEventsAlone()
    {
        var (code, output, _) = await RunAsync(Quick, "a", "--set", """cells=[{"name":"hill"},{"xMetres":300}]""",
            "--set", """users[0].mobility={"kind":"line","speedMetresPerSecond":30}""", "--set",
            """thresholds=["handover > 0", "handover.pingPong < 90 %"]""");

        var folder = new RunFolder(Path.Combine(_folder, "a"));
        var summary = RunFiles.ReadSummary(folder.Path);
        code.Should().Be(ExitCode.Ok, output);
        summary.Cells.Select(cell => cell.Name).Should().Equal("hill", "cell");
        summary.Cells.Sum(cell => cell.Requests).Should().Be(12);
        summary.Cells.Sum(cell => cell.Handovers).Should().Be(summary.Groups[0].Handovers).And.BePositive();
        File.ReadAllText(folder.Report).Should().Contain("<h2>Cells</h2>").And.Contain("0, hill");
        await CommandLine.RunAsync(["report", folder.Path], TextWriter.Null, TextWriter.Null);
        RunFiles.ReadSummary(folder.Path).Cells.Should().Equal(summary.Cells);
    }

    [Fact]
    public async Task Run_Devices_AreInTheEnvironment()
    {
        await RunAsync(Quick, "a", "--set", "encoders.workers=2", "--set", """encoders.devices=["cpu"]""");

        var environment = JsonSerializer.Deserialize<JsonElement>(
            File.ReadAllText(new RunFolder(Path.Combine(_folder, "a")).Environment));
        environment.GetProperty("encoderDevices").EnumerateArray().Should().HaveCount(2);
        environment.GetProperty("decoderDevices").EnumerateArray().Should().HaveCount(1);
    }

    [Fact]
    public async Task Run_Json_PrintsJsonOnly()
    {
        var (_, output, _) = await RunAsync(Quick, "a", "--json");

        var balance = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("balance");
        balance.GetProperty("delivered").GetInt32().Should().Be(12);
    }

    [Fact]
    public async Task Run_BrokenThreshold_ExitsTen()
    {
        var (code, output, _) = await RunAsync(Quick, "a", "--set", """thresholds=["edit.success > 0.9999"]""", "--set",
            """users[0].link.snr={"type":"constant","snrDb":-20}""");

        code.Should().Be(ExitCode.ThresholdFailed);
        output.Should().Contain("BROKEN edit.success > 0.9999");
    }

    [Fact]
    public async Task Run_DryRun_SaysWhatWouldRunAndWritesNothing()
    {
        var (code, output, _) = await RunAsync(Quick, "a", "--dry-run");

        code.Should().Be(ExitCode.Ok);
        output.Should().Be("quick: 3 users for 1000 s, 1 encoders, 1 decoders, 1 thresholds\n");
        Directory.Exists(Path.Combine(_folder, "a")).Should().BeFalse();
    }

    [Fact]
    public async Task Run_Sweep_LeavesAFolderEachAndATable()
    {
        var (code, output, _) = await RunAsync(Quick, "a", "--set", """sweep={"encoders.batching.maxSize":[1,4]}""");

        code.Should().Be(ExitCode.Ok);
        output.Should().Contain("encoders.batching.maxSize=4 | 12");
        File.Exists(Path.Combine(_folder, "a", "point-002", "report.html")).Should().BeTrue();
        File.Exists(Path.Combine(_folder, "a", "report.html")).Should().BeTrue();
    }

    [Fact]
    public async Task Run_SweepOverPolicies_HasATableOfMismatchedAdapters()
    {
        await RunAsync(Quick, "a", "--set", """sweep={"adapters.policy":["fixed","oracle"]}""", "--set",
            """users[0].link.snr={"type":"random-walk"}""", "--set", "users[0].count=20");

        var report = File.ReadAllText(Path.Combine(_folder, "a", "report.html"));
        report.Should().Contain("<th>mismatched</th>")
            .And.MatchRegex("<td>[^<]*fixed[^<]*</td>(<td class=\"n\">[-0-9.]+</td>){9}");
        var chosen = RunFiles.ReadSummary(Path.Combine(_folder, "a", "point-001"));
        chosen.Adapters!.Mismatched.Count.Should().BePositive();
        var oracle = RunFiles.ReadSummary(Path.Combine(_folder, "a", "point-002"));
        oracle.Adapters!.Mismatched.Count.Should().Be(0);
        oracle.Adapters.CostLpipsP.Should().Be(double.NaN);
    }

    [Fact]
    public async Task Compare_OtherBatchSizes_HasEqualFingerprints()
    {
        await RunAsync(Quick, "a");
        await RunAsync(Quick, "b", "--set", "encoders.batching.maxSize=1", "--set", "encoders.workers=2");
        using var output = new StringWriter();

        await CommandLine.RunAsync(
            ["compare", Path.Combine(_folder, "a"), Path.Combine(_folder, "b")], output, TextWriter.Null);

        output.ToString().Should().Contain("The fingerprints are equal");
    }

    [Theory]
    [InlineData("events.every=1")]
    [InlineData("events.every=10")]
    [InlineData("events.maxMegabytes=1")]
    public async Task Report_RunThatRefusedThousands_HasItsFiguresAgain(string events)
    {
        await RunAsync(Quick, "a", "--set", """users[0].arrivals={"kind":"poisson","ratePerSecond":500}""", "--set",
            "durationSeconds=10", "--set", "stub.encodeMs=100", "--set", "thresholds=[]", "--set",
            "users[0].dialog={}", "--set", "usersListed=2", "--set", events);
        var folder = new RunFolder(Path.Combine(_folder, "a"));
        var (summary, users) = (File.ReadAllText(folder.Summary), File.ReadAllText(folder.Users));
        RunFiles.ReadSummary(folder.Path).Balance.Rejected.Should().BeGreaterThan(2000);

        var code = await CommandLine.RunAsync(["report", folder.Path], TextWriter.Null, TextWriter.Null);

        code.Should().Be(ExitCode.Ok);
        File.ReadAllText(folder.Summary).Should().Be(summary);
        File.ReadAllText(folder.Users).Should().Be(users);
        File.ReadAllLines(folder.Users).Should().HaveCount(3);
        File.ReadLines(folder.Events).Count(line => line.Contains("\"rejected\"", StringComparison.Ordinal))
            .Should().BeLessThanOrEqualTo(1000);
        if (events == "events.maxMegabytes=1")
            new FileInfo(folder.Events).Length.Should().BeInRange(900_000, 1_000_000);
    }

    [Fact]
    public async Task Report_KilledRun_IsMadeAgainFromItsEvents()
    {
        await RunAsync(Quick, "a");
        var folder = new RunFolder(Path.Combine(_folder, "a"));
        // The kill comes just after the last submission, in the middle of the next line.
        var text = File.ReadAllText(folder.Events);
        var submitted = text.LastIndexOf("\"submitted\"", StringComparison.Ordinal);
        File.WriteAllText(folder.Events, text[..(text.IndexOf('\n', submitted) + 10)]);
        File.Delete(folder.Summary);
        File.Delete(folder.Report);
        using var output = new StringWriter();

        var code = await CommandLine.RunAsync(["report", folder.Path], output, TextWriter.Null);

        code.Should().Be(ExitCode.Ok);
        File.ReadAllText(folder.Report).Should().Contain("lost");
        RunFiles.ReadSummary(folder.Path).Balance.Lost.Should().BePositive();
    }

    [Fact]
    public async Task Report_EmptiedEvents_KeepsTheSummaryAndSaysWhatIsMissing()
    {
        await RunAsync(Quick, "a");
        var folder = new RunFolder(Path.Combine(_folder, "a"));
        var before = File.ReadAllText(folder.Summary);
        File.WriteAllText(folder.Events, "");
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["report", folder.Path], TextWriter.Null, error);

        code.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain("has 0 of the 12 requests");
        File.ReadAllText(folder.Summary).Should().Be(before);
    }

    [Fact]
    public async Task Report_DamagedLine_IsNamed()
    {
        await RunAsync(Quick, "a");
        var folder = new RunFolder(Path.Combine(_folder, "a"));
        var lines = File.ReadAllLines(folder.Events);
        lines[3] = lines[3][..10];
        File.WriteAllLines(folder.Events, lines);
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["report", folder.Path], TextWriter.Null, error);

        code.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain($"{folder.Events}:4: ");
    }

    [Fact]
    public async Task Report_BrokenThreshold_ReturnsWhatTheRunReturned()
    {
        var pictures = Directory.CreateDirectory(Path.Combine(_folder, "pictures"));
        ImageFile.Write(Path.Combine(pictures.FullName, "one.png"), new RgbImage(1, 1, [1, 2, 3]));
        var (ran, _, _) = await RunAsync(Quick, "a", "--set", $"users[0].images={pictures.FullName}",
            "--set", """thresholds=["delivered < 0.5"]""");
        pictures.Delete(recursive: true); // a report needs nothing that the run needed

        var code = await CommandLine.RunAsync(
            ["report", Path.Combine(_folder, "a")], TextWriter.Null, TextWriter.Null);

        code.Should().Be(ExitCode.ThresholdFailed).And.Be(ran);
    }

    [Fact]
    public async Task Run_DryRunAsJson_PrintsEachResolvedScenario()
    {
        var (code, output, _) = await RunAsync(Quick, "a", "--dry-run", "--json", "--set", "sweep={\"seed\":[4,5]}");

        code.Should().Be(ExitCode.Ok);
        JsonSerializer.Deserialize<JsonElement>(output).EnumerateArray()
            .Select(point => point.GetProperty("scenario").GetProperty("seed").GetInt32()).Should().Equal(4, 5);
    }

    [Fact]
    public async Task Report_FinishedRun_HasTheSameFingerprint()
    {
        await RunAsync(Quick, "a");
        var before = RunFiles.ReadSummary(Path.Combine(_folder, "a"));

        await CommandLine.RunAsync(["report", Path.Combine(_folder, "a")], TextWriter.Null, TextWriter.Null);

        RunFiles.ReadSummary(Path.Combine(_folder, "a")).Fingerprint.Should().Be(before.Fingerprint);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(
        string scenario, string folder, params string[] more)
    {
        var file = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(file, scenario);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["run", file, "--out", Path.Combine(_folder, folder), .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
