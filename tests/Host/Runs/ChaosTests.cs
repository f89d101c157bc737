using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Host.Tests.Docs;

namespace EditableDeepSC.Host.Tests.Runs;

public sealed class ChaosTests : IDisposable
{
    private static readonly string Scenario = Document.PathOf("scenarios/chaos.json");

    private readonly string folder = Directory.CreateTempSubdirectory("eds").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Three_hundred_seeds_in_orders_of_their_own_lose_nothing()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var result = await RunAsync(seed, plan => plan.Asking("smile")); // writing sentences takes most of the time

            var again = $"./eds run scenarios/chaos.json --seed {seed} --shuffle {seed} --trace runs/chaos-{seed}.jsonl";
            result.End.Should().Be(RunEnd.Finished, again);
            result.Balance.IsBalanced.Should().BeTrue($"{result.Balance}: {again}");
            result.DeadLetters.Should().Be(0, again);
        }
    }

    /// <summary>What the suites print where a seed fails: the same run, with all its messages.</summary>
    [Fact]
    public async Task The_command_of_a_seed_is_the_same_run()
    {
        var (run, trace) = (Path.Combine(folder, "run"), Path.Combine(folder, "trace.jsonl"));
        var result = await RunAsync(7, plan => plan);

        var code = await CommandLine.RunAsync(
            ["run", Scenario, "--seed", "7", "--shuffle", "7", "--trace", trace, "--out", run], TextWriter.Null, TextWriter.Null);

        code.Should().Be(ExitCode.Ok);
        var summary = RunFiles.ReadSummary(run);
        summary.Fingerprint.Should().Be(result.Statistics.Fingerprint.ToString());
        summary.SimulatedSeconds.Should().Be(result.SimulatedSeconds);
        summary.Encoders.Should().BeEquivalentTo(result.Encoders);
        summary.Decoders.Should().BeEquivalentTo(result.Decoders with { Adapters = summary.Decoders!.Adapters }); // with a load time
        File.ReadLines(trace).Count(line => line.Contains("\"to\":\"ledger\"") && line.Contains("Ledger.Ended"))
            .Should().Be((int)result.Statistics.Requests);
    }

    [Theory]
    [InlineData("is for virtual time", "--clock", "wall")]
    [InlineData("is for one run, and these are 2", "--set", "repeat=2")]
    public async Task Run_TraceThatCannotBe_SaysWhy(string complaint, params string[] more)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["run", Scenario, "--trace", Path.Combine(folder, "trace"), .. more], TextWriter.Null, error);

        code.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain(complaint);
    }

    private static Task<RunResult> RunAsync(int seed, Func<SimulationPlan, SimulationPlan> with) =>
        SimulationRun.RunAsync(with(ScenarioFile.Load(Scenario, [$"seed={seed}"]).Points()[0].Plan),
            TimeProvider.System, new SilentObserver(), CancellationToken.None, shuffle: seed);
}
