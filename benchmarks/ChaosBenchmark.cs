using System.Diagnostics;
using System.Globalization;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// scenarios/chaos.json with one seed after another, each with an order of its own: every request must end once, and no
/// message may reach nobody.
/// </summary>
internal static class ChaosBenchmark
{
    private const int Seeds = 10_000;

    internal static int Run(string[] arguments)
    {
        if (arguments is not [] && (arguments is not [var given] || !int.TryParse(given, out _)))
        {
            Console.Error.WriteLine("bench chaos: write a number of seeds, or nothing for 10000");
            return 2;
        }
        var seeds = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : Seeds;
        var watch = Stopwatch.StartNew();
        var (requests, restarts, failed) = (0L, 0L, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var result = RunOf(seed);
            requests += result.Statistics.Requests;
            restarts += result.Encoders.Restarts + result.Decoders.Restarts;
            if (IsSound(result)) continue;
            failed++;
            Console.WriteLine($"seed {seed}: {result.Balance}, {result.DeadLetters} dead letters; again by");
            Console.WriteLine($"  ./eds run scenarios/chaos.json --seed {seed} --shuffle {seed} --trace runs/chaos-{seed}.jsonl");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{seeds} seeds, {requests} requests, {restarts} crashes in {watch.Elapsed.TotalSeconds:F0} s: {failed} seeds failed"));
        return failed == 0 ? 0 : 1;
    }

    /// <summary>
    /// The run of a seed in an order of its own, as the command that is printed does it but for the sentences, whose
    /// writing would take most of the time.
    /// </summary>
    private static RunResult RunOf(int seed) => SimulationRun.RunAsync(
        ScenarioFile.Load("scenarios/chaos.json", [$"seed={seed}"]).Points()[0].Plan.Asking("smile"), TimeProvider.System,
        new SilentObserver(), CancellationToken.None, shuffle: seed).GetAwaiter().GetResult();

    private static bool IsSound(RunResult result) => result is { End: RunEnd.Finished, DeadLetters: 0 }
        && result.Balance.IsBalanced;
}
