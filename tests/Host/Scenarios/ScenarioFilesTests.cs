using System.Text;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Scenarios;

/// <summary>What a scenario is read from, and the files that it names.</summary>
public sealed class ScenarioFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eds-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Scenario_in_latin_1_is_refused_not_read_with_replacement_characters()
    {
        File.WriteAllBytes(In("a.json"), Encoding.Latin1.GetBytes("""{ "name": "Café", "users": [{}] }"""));

        await RefusesAsync("is not in UTF-8", "validate", In("a.json"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scenario_with_a_byte_order_mark_is_read(bool isWide)
    {
        File.WriteAllText(In("a.json"), """{ "name": "Café", "users": [{}] }""", isWide ? Encoding.Unicode : Encoding.UTF8);

        (await CallAsync("validate", In("a.json"))).Code.Should().Be(ExitCode.Ok);
    }

    [Theory]
    [InlineData("validate", "/dev/zero")]
    [InlineData("validate", "SCENARIO", "--set", "users[0].arrivals.kind=trace", "--set", "users[0].arrivals.file=/dev/zero")]
    [InlineData("validate", "SCENARIO", "--set", """users[0].link.snr={"type":"trace","file":"/dev/zero"}""")]
    [InlineData("validate", "HUGE")]
    public async Task Endless_or_huge_text_is_refused(params string[] words)
    {
        File.WriteAllText(In("a.json"), """{ "users": [{}] }""");
        using (var huge = File.Create(In("huge.json"))) huge.SetLength(3L << 30); // sparse: takes no room

        await RefusesAsync("more than 64 MiB", [.. words.Select(word => word switch
        {
            "SCENARIO" => In("a.json"),
            "HUGE" => In("huge.json"),
            _ => word,
        })]);
    }

    /// <summary>In quadratic time these would take minutes.</summary>
    [Fact]
    public async Task Long_lists_are_read_in_linear_time()
    {
        var points = string.Join(",\n", Enumerable.Range(0, 100_000).Select(i => $$"""{ "atSeconds": {{i}}, "snrDb": 6 }"""));
        File.WriteAllText(In("a.json"), $$"""
            { "users": [{ "link": { "snr": { "type": "steps", "points": [{{points}}] } } }] }
            """);

        (await CallAsync("validate", In("a.json"))).Code.Should().Be(ExitCode.Ok);
    }

    [Fact]
    public async Task Sweep_over_20_000_paths_is_refused()
    {
        var paths = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"users[{i}].count\": [1]"));
        File.WriteAllText(In("a.json"), $$"""{ "users": [{}], "sweep": { {{paths}} } }""");

        await RefusesAsync("'sweep' has 20000 paths", "validate", In("a.json"));
    }

    /// <summary>A file that a scenario names lies beside it; what --set names, and what is not there, does not.</summary>
    [Fact]
    public async Task Files_named_in_a_scenario_are_looked_up_beside_it()
    {
        File.WriteAllText(In("link.csv"), "time [s],Es/N0 [dB]\n0,12\n1,6\n");
        File.WriteAllText(In("arrivals.csv"), "seconds\n0.5\n");
        ImageFile.Write(In("faces/one.png"), new RgbImage(8, 8));
        File.WriteAllText(In("a.json"), """
            { "durationSeconds": 1, "users": [{ "images": "faces", "link": { "snr": { "type": "trace", "file": "link.csv" } },
                                                "arrivals": { "kind": "trace", "file": "arrivals.csv" } }] }
            """);

        (await CallAsync("run", In("a.json"), "--out", In("out"))).Code.Should().Be(ExitCode.Ok);

        File.ReadAllText(In("out/scenario.json")).Should().Contain(In("faces")).And.Contain(In("link.csv"));
        (await CallAsync("run", In("out/scenario.json"), "--out", In("again"))).Code.Should().Be(ExitCode.Ok);
        (await CallAsync("validate", In("a.json"), "--set", "users[0].images=faces")).Code.Should().Be(ExitCode.BadScenario);
        await RefusesAsync("none: there is no such folder", "validate", In("a.json"), "--set", "users[0].images=none");
    }

    [Fact]
    public async Task Folder_called_portraits_beside_a_scenario_is_not_meant_by_the_drawn_ones()
    {
        Directory.CreateDirectory(In("portraits"));
        File.WriteAllText(In("a.json"), """{ "users": [{ "images": "portraits" }] }""");

        (await CallAsync("validate", In("a.json"))).Code.Should().Be(ExitCode.Ok);
    }

    private string In(string name) => Path.Combine(folder, name);

    private static async Task<(int Code, string Error)> CallAsync(params string[] args)
    {
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(args, TextWriter.Null, error), error.ToString());
    }

    private static async Task RefusesAsync(string complaint, params string[] args)
    {
        var (code, error) = await CallAsync(args);
        code.Should().Be(ExitCode.BadScenario);
        error.Should().Contain(complaint);
    }
}
