using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Host.Tests.Scenarios;

/// <summary>The codec that draws from measured records, in runs and where it cannot be used.</summary>
public sealed class CalibratedScenarioTests : IDisposable
{
    private const string Talk = """
        {
          "codec": "calibrated", "durationSeconds": 40, "deterministic": true,
          "users": [
            { "count": 6, "arrivals": { "thinkSeconds": 10 }, "dialog": { "turns": 3 },
              "link": { "channel": "awgn", "snr": { "type": "constant", "snrDb": 12 } } },
            { "count": 6, "arrivals": { "thinkSeconds": 10 }, "dialog": { "turns": 3 },
              "link": { "channel": "rayleigh", "snr": { "type": "random-walk", "startDb": 6 } } }
          ],
          "thresholds": ["delivered == 1", "edit.success > 0.5", "lpipsP@12dB < 0.1"]
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("eds-calibrated-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Run_TwoKindsOfLinks_BalancesAndIsTheSameTwiceWithOtherBatches()
    {
        var (code, error) = await RunAsync(Talk, "a");
        error.Should().BeEmpty();
        code.Should().Be(ExitCode.Ok);
        await RunAsync(Talk, "b", "--set", "encoders.batching.maxSize=2", "--set", "encoders.workers=3");

        var (one, other) = (Summary("a"), Summary("b"));
        one.Fingerprint.Should().Be(other.Fingerprint);
        one.Balance.Submitted.Should().BeGreaterThan(20).And.Be(one.Balance.Delivered);
        (one.Balance.Lost + one.Balance.Duplicated + one.Balance.Unexpected + one.DeadLetters).Should().Be(0);
        File.ReadLines(Path.Combine(folder, "a", "events.jsonl"))
            .Should().Contain(line => line.Contains("\"identity\":0."));
    }

    [Theory]
    [InlineData(""" "calibrated": { "table": "jack" } """, "(2,28): the calibration")]
    [InlineData(""" "adapters": { "snrsDb": [-6, 3] } """, "(2,32): there is no adapter for 3 dB")]
    [InlineData(""" "users": [{ "link": { "channel": "clipping" } }] """, "clips or turns phases")]
    [InlineData(""" "users": [{ "link": { "receiver": { "csi": "pilots" } } }] """, "take the codec jecc")]
    public async Task Run_WhatTheTableDoesNotHave_ExitsThreeWithItsPlace(string part, string complaint)
    {
        var users = part.Contains("users") ? "" : "\"users\": [{}], ";
        var (code, error) = await RunAsync($"{{ \"codec\": \"calibrated\", {users}\n {part} }}", "out");

        code.Should().Be(ExitCode.BadScenario);
        error.Should().Contain(complaint).And.StartWith($"eds: {folder}").And.NotContain("   at ");
        Directory.Exists(Path.Combine(folder, "out")).Should().BeFalse();
    }

    [Fact]
    public void Shipped_Table_IsReadAndFitsItsPlace()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "calibrations", CalibratedOptions.Shipped + ".json");

        Calibration.Load(path).Records.Count.Should().BeGreaterThan(200);
        new FileInfo(path).Length.Should().BeLessThan(1_500_000);
    }

    private async Task<(int Code, string Error)> RunAsync(string scenario, string name, params string[] options)
    {
        var file = Path.Combine(folder, "scenario.json");
        await File.WriteAllTextAsync(file, scenario);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["run", file, "--out", Path.Combine(folder, name), .. options], output, error);
        return (code, error.ToString());
    }

    private RunSummary Summary(string name) => RunFiles.ReadSummary(Path.Combine(folder, name));
}
