using System.Text.Json.Nodes;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Runs;

/// <summary>Run folders with something else in them than a run writes.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eds-damaged-").FullName;

    private string Run => Path.Combine(folder, "run");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("id", "-1")]
    [InlineData("id", "281474976710656")]
    [InlineData("id", "null")]
    [InlineData("timeSeconds", "null")]
    [InlineData("timeSeconds", "\"1\"")]
    [InlineData("timeSeconds", "1e300")]
    [InlineData("event", "99")]
    [InlineData("event", "\"sent\"")]
    [InlineData("record", "null")]
    [InlineData("record", "[]")]
    [InlineData("record.id", "7")]
    [InlineData("record.user", "-1")]
    [InlineData("record.user", "1000000")]
    [InlineData("record.user", "1.5")]
    [InlineData("record.group", "3")]
    [InlineData("record.adapterIndex", "9")]
    [InlineData("record.matchedAdapterIndex", "-2")]
    [InlineData("record.text", "null")]
    [InlineData("record.kind", "9")]
    [InlineData("record.quality", "null")]
    [InlineData("record.quality.lpipsP", "null")]
    [InlineData("record.quality.psnrDb", "1e999")]
    [InlineData("record.times.airSeconds", "null")]
    [InlineData("record.times.airSeconds", "-1e15")]
    [InlineData("record.endedSeconds", "-5")]
    [InlineData("record.snrDb", "\"x\"")]
    [InlineData("record.edit", "3")]
    public async Task Report_event_that_no_run_writes_is_named(string path, string value)
    {
        await MakeAsync();
        var file = Path.Combine(Run, "events.jsonl");
        var lines = File.ReadAllLines(file);
        var at = Array.FindIndex(lines, line => line.Contains("\"delivered\"", StringComparison.Ordinal));
        lines[at] = Changed(lines[at], path, value);
        File.WriteAllLines(file, lines);

        var (code, error) = await CallAsync("report", Run);

        code.Should().Be(ExitCode.Usage);
        error.Should().Be($"eds: {file}:{at + 1}: this line is not an event of a run.\n");
    }

    [Theory]
    [InlineData("timeSeconds", "[]")]
    [InlineData("submitted", "1.5")]
    [InlineData("inFlight", "\"x\"")]
    public async Task Report_sample_that_no_run_writes_is_named(string column, string cell)
    {
        await MakeAsync();
        var file = Path.Combine(Run, "metrics.csv");
        var lines = File.ReadAllLines(file);
        var cells = lines[1].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = cell;
        File.WriteAllLines(file, [lines[0], string.Join(',', cells)]);

        var (code, error) = await CallAsync("report", Run);

        code.Should().Be(column == "inFlight" ? ExitCode.Ok : ExitCode.Usage, "the last is not read back");
        if (code != ExitCode.Ok) error.Should().Be($"eds: {file}:2: this line is not a sample of a run.\n");
    }

    [Theory]
    [InlineData("null", "it has no 'stages'")]
    [InlineData("[{}]", "is the folder of a sweep")]
    [InlineData("{", "line 1")]
    [InlineData("{}", "balance")]
    [InlineData("3", "line 1")]
    [InlineData("balance", "null", "balance")]
    [InlineData("balance.submitted", "\"many\"", "$.balance.submitted")]
    [InlineData("stages", "[]", "stages")]
    [InlineData("stages", "[null]", "stages")]
    [InlineData("quality", "[]", "$.quality")]
    [InlineData("end", "7", "$.end")]
    [InlineData("codec", "\"none\"", "$.codec")]
    public async Task Summary_that_no_run_writes_is_named_without_types(params string[] damage)
    {
        await MakeAsync();
        var file = Path.Combine(Run, "summary.json");
        File.WriteAllText(file, damage is [var path, var value, _] ? Changed(File.ReadAllText(file), path, value) : damage[0]);

        foreach (var verb in new[] { "compare", "report" })
        {
            var (code, error) = await CallAsync(verb == "compare" ? [verb, Run, Run] : [verb, Run]);

            code.Should().Be(ExitCode.Usage);
            error.Should().Contain(damage[^1]).And.NotContain("System.").And.NotContain("EditableDeepSC.").And
                .NotContain("BytePosition");
        }
    }

    /// <summary>What "Repeat it" says is one command for a POSIX shell, with all that was given but --out and --json.</summary>
    [Fact]
    public async Task Repeat_it_can_be_pasted()
    {
        var name = "it's \"a\" $(test) `x` \\ é";
        var scenario = Path.Combine(folder, "two words.json");
        File.WriteAllText(scenario, """{ "durationSeconds": 1, "users": [{}] }""");
        string[] given = [scenario, "--set", $"name={name}", "--set", "users[0].count=2", "--seed", "3", "--shuffle", "5",
            "--clock", "virtual", "--device", "cpu"];

        (await CallAsync(["run", .. given, "--out", Run, "--json"])).Code.Should().Be(ExitCode.Ok);
        await CallAsync("report", Run);

        var page = File.ReadAllText(Path.Combine(Run, "report.html"));
        var start = page.IndexOf("<h2>Repeat it</h2><pre>", StringComparison.Ordinal) + "<h2>Repeat it</h2><pre>".Length;
        var line = System.Net.WebUtility.HtmlDecode(page[start..page.IndexOf("</pre>", start, StringComparison.Ordinal)]);
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "sh", ["-c", $"set -- {line}; shift; printf '%s\\0' \"$@\""])
        {
            RedirectStandardOutput = true,
        })!;
        var words = (await shell.StandardOutput.ReadToEndAsync()).TrimEnd('\0').Split('\0');
        words.Should().Equal("run", scenario, $"--set=name={name}", "--set=users[0].count=2", "--seed=3", "--shuffle=5",
            "--clock=virtual", "--device=cpu");
        (await CallAsync([.. words, "--out", Run + "2"])).Code.Should().Be(ExitCode.Ok);
        JsonNode.Parse(File.ReadAllText(Path.Combine(Run + "2", "summary.json")))!["fingerprint"]!.GetValue<string>().Should()
            .Be(JsonNode.Parse(File.ReadAllText(Path.Combine(Run, "summary.json")))!["fingerprint"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_in_which_nobody_asked_says_so()
    {
        var scenario = Path.Combine(folder, "idle.json");
        File.WriteAllText(scenario, """{ "durationSeconds": 0.001, "users": [{ "arrivals": { "thinkSeconds": 1000000 } }] }""");
        using var output = new StringWriter();

        await CommandLine.RunAsync(["run", scenario, "--out", Run], output, TextWriter.Null);

        output.ToString().Should().Contain("Nobody asked for anything");
        File.ReadAllText(Path.Combine(Run, "report.html")).Should().Contain("Nobody asked for anything");
    }

    [Fact]
    public async Task Picture_cut_short_in_a_folder_is_named_in_report_log_and_events()
    {
        var picture = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "faces")).FullName, "cut.png");
        File.WriteAllBytes(picture, Png.Encode(new RgbImage(64, 64))[..60]);
        File.WriteAllText(Path.Combine(folder, "faces", "._cut.png"), "left by macOS");
        var scenario = Path.Combine(folder, "jecc.json");
        File.WriteAllText(scenario, $$"""
            { "codec": "jecc", "weights": "{{Scenarios.ShippedScenarioTests.Weights}}",
              "users": [{ "images": "faces", "dialog": { "conversations": 1 } }] }
            """);

        var (code, error) = await CallAsync("run", scenario, "--out", Run);

        code.Should().Be(ExitCode.Ok);
        error.Should().Contain("'._cut.png' is skipped");
        foreach (var file in new[] { "events.jsonl", "log.jsonl", "report.html" })
            File.ReadAllText(Path.Combine(Run, file)).Should().Contain("cut.png: PNG: the file ends before its image does", file);
        await CallAsync("report", Run);
        File.ReadAllText(Path.Combine(Run, "report.html")).Should().Contain("cut.png: PNG: the file ends before its image does");
    }

    private static string Changed(string json, string path, string value)
    {
        var root = JsonNode.Parse(json)!;
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, (node, key) => node[key]!);
        parent[keys[^1]] = "CHANGED";
        return root.ToJsonString().Replace("\"CHANGED\"", value, StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        var scenario = Path.Combine(folder, "scenario.json");
        File.WriteAllText(scenario, """{ "durationSeconds": 5, "users": [{ "count": 2 }] }""");
        (await CallAsync("run", scenario, "--out", Run)).Code.Should().Be(ExitCode.Ok);
    }

    private static async Task<(int Code, string Error)> CallAsync(params string[] args)
    {
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(args, TextWriter.Null, error), error.ToString());
    }
}
