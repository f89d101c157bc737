using System.Text.Json;
using EditableDeepSC.Host.Tests.Scenarios;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class CapacityCommandTests : IDisposable
{
    /// <summary>Poisson arrivals at one encoder that takes 0.1 s for each request; all else takes no time.</summary>
    private const string Queue = """
        {
          "name": "queue", "durationSeconds": 1250, "sampleSeconds": 1000,
          "stub": { "encodeMs": 100 },
          "users": [{
            "count": 100, "usersPerActor": 100, "arrivals": { "kind": "poisson", "ratePerSecond": 1 }
          }],
          "encoders": { "batching": { "maxSize": 1, "maxDelayMs": 0, "queueLimit": 100000 } },
          "decoders": { "batching": { "maxDelayMs": 0 } },
          "cell": { "symbolRateBaud": 2e9 }
        }
        """;

    private const string Rate = "users[0].arrivals.ratePerSecond";

    private readonly string folder = Directory.CreateTempSubdirectory("eds").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// M/D/1 by Pollaczek and Khinchine: a latency of 0.3 s is a wait of 0.2 s = rho / (2 mu (1 - rho)), a load of 0.8 or
    /// 8 requests a second. n is about 10,000 at each load; 2 % of the load are 10 % of the wait.
    /// </summary>
    [Fact]
    public async Task Capacity_OfMD1_IsItsKneeInClosedForm()
    {
        var page = Path.Combine(folder, "knee.html");
        var (code, output, _) = await RunAsync(Queue, "--metric", "latency: avg < 0.3 s", "--over", Rate,
            "--from", "7", "--to", "9", "--tolerance", "0.5", "--json", "--html", page);

        code.Should().Be(ExitCode.Ok);
        var found = JsonSerializer.Deserialize<JsonElement>(output);
        var (holds, fails) = (found.GetProperty("holds").GetDouble(), found.GetProperty("fails").GetDouble());
        holds.Should().BeApproximately(8, 0.02 * 8);
        fails.Should().BeInRange(holds, 1.005 * holds);
        found.GetProperty("perMHz").GetDouble().Should().BeApproximately(holds / 2000, 1e-9);
        found.GetProperty("bottleneck").GetProperty("stage").GetString().Should().Be("encoders");
        found.GetProperty("points").GetArrayLength().Should().BeInRange(6, 12);
        File.ReadAllText(page).Should().Contain("class=\"chart\"").And.Contain("latency: avg &lt; 0.3 s");
    }

    /// <summary>
    /// Rush-hour in closed form: its encoder serves m = 8 / 0.26 s, and the queue holds 64. A ramp from 5 to R in a minute
    /// brings 30 (R + 5) requests, of which 30 (R - m)² / (R - 5) - 64 find the queue full: 1 % of them at R = 40.3.
    /// n is about 1,350 at each load.
    /// </summary>
    [Fact]
    public async Task Capacity_OfRushHour_IsItsKneeInClosedForm()
    {
        const double Served = 8 / 0.26, From = 5, Knee = 40.33;
        (30 * Math.Pow(Knee - Served, 2) / (Knee - From) - 64).Should().BeApproximately(0.3 * (Knee + From), 0.1);

        var (code, output, _) = await RunAsync(File.ReadAllText(Path.Combine(ShippedScenarioTests.Folder, "rush-hour.json")),
            "--metric", "rejected < 1 %", "--over", "users[0].arrivals.toRatePerSecond", "--from", "38", "--to", "43",
            "--tolerance", "0.5", "--json");

        code.Should().Be(ExitCode.Ok);
        var found = JsonSerializer.Deserialize<JsonElement>(output);
        found.GetProperty("holds").GetDouble().Should().BeApproximately(Knee, 0.02 * Knee);
        var closed = found.GetProperty("closedForm");
        closed.GetProperty("encoders").GetDouble().Should().BeApproximately(Served, 1e-9);
        closed.GetProperty("encoderBatch").GetInt32().Should().Be(8);
        closed.GetProperty("decoders").GetDouble().Should().BeApproximately(16 / 0.052, 1e-9);
    }

    [Fact]
    public async Task Capacity_WithoutLimits_DoublesAndHalves()
    {
        var (code, output, error) = await RunAsync(Queue, "--metric", "latency: max < 10 s", "--metric", "delivered >= 99 %",
            "--over", Rate, "--set", "durationSeconds=60", "--set", $"{Rate}=20", "--tolerance", "10");

        code.Should().Be(ExitCode.Ok);
        error.Should().Contain($"{Rate}=20: ").And.Contain($"{Rate}=10: ");
        output.Should().Contain($"Carries {Rate}=1").And.Contain("for each encoder").And.Contain("before the encoders is full");
    }

    [Theory]
    [InlineData("air", "cell.symbolRateBaud=2000")]
    [InlineData("decoders", "stub.decodeMs=200")]
    public async Task Capacity_OtherStagesThatAreSlower_AreNamed(string stage, string change)
    {
        var (code, output, _) = await RunAsync(Queue, "--metric", "latency: max < 3 s", "--over", Rate, "--set", change,
            "--set", "durationSeconds=60", "--set", "decoders.batching.maxSize=1", "--to", "16", "--tolerance", "10");

        code.Should().Be(ExitCode.Ok);
        output.Should().Contain($"The queue before the {stage} is full");
    }

    [Theory]
    [InlineData(ExitCode.NoKnee, "fails even at", "latency: max < 0.05 s", "--from", "1")]
    [InlineData(ExitCode.NoKnee, "never failed", "latency: max < 1000 s", "--to", "2")]
    [InlineData(ExitCode.Usage, "can never fail", "rejected <= 100 %")]
    [InlineData(ExitCode.Usage, "did you mean 'latency'?", "latenzy < 1 s")]
    [InlineData(ExitCode.Usage, "did you mean 'users[0].count'?", "latency < 1 s", "--over", "users[0].cuont")]
    [InlineData(ExitCode.Usage, "no number at 'users[0].name'", "latency < 1 s", "--over", "users[0].name")]
    [InlineData(ExitCode.Usage, "whole number", "latency < 1 s", "--over", "users[0].count", "--from", "1.5")]
    [InlineData(ExitCode.Usage, "below --to", "latency < 1 s", "--from", "3", "--to", "2")]
    [InlineData(ExitCode.Usage, "more than one run", "latency < 1 s", "--set", "repeat=2")]
    [InlineData(ExitCode.BadScenario, "option of ramp", "latency < 1 s", "--over", "users[0].arrivals.toRatePerSecond")]
    public async Task Capacity_Mistakes_SayWhatToDo(int exitCode, string complaint, string metric, params string[] more)
    {
        string[] over = more.Contains("--over") ? [] : ["--over", Rate];
        var (code, output, error) = await RunAsync(
            Queue, ["--metric", metric, "--set", "durationSeconds=20", .. over, .. more]);

        code.Should().Be(exitCode);
        (output + error).Should().Contain(complaint);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string scenario, params string[] more)
    {
        var file = Path.Combine(folder, "scenario.json");
        File.WriteAllText(file, scenario);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["capacity", file, .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
