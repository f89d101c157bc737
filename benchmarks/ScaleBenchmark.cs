using System.Diagnostics;
using System.Globalization;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Benchmarks;

/// <summary>More and more users of the stub who ask every ten seconds: start, memory, transmissions a second.</summary>
internal static class ScaleBenchmark
{
    private const double ThinkSeconds = 10, DurationSeconds = 20;
    private const double MostStartSeconds = 10, MostMiB = 2048, LeastRate = 7_000;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>1 where a run does not balance, or the largest misses a bar.</summary>
    internal static int Run()
    {
        var kept = true;
        foreach (var users in Sizes) kept &= Measure(users);
        return kept ? 0 : 1;
    }

    private static bool Measure(int users)
    {
        var started = Stopwatch.StartNew();
        var first = new PipelineBenchmark.FirstDelivery(started);
        var plan = PipelineBenchmark.Plan(users, ThinkSeconds, DurationSeconds, conversations: 1_000);
        var result = SimulationRun.RunAsync(plan, TimeProvider.System, first, CancellationToken.None)
            .GetAwaiter().GetResult();
        using var process = Process.GetCurrentProcess();
        var peakMiB = process.PeakWorkingSet64 / 1048576.0;
        var rate = result.Balance.Delivered / (result.WallSeconds - first.First.TotalSeconds);
        var balanced = result.Balance.IsBalanced && result.DeadLetters == 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{users,7} users: first picture after {first.First.TotalSeconds:F2} s, {rate:F0} pictures/s, " +
            $"at most {peakMiB:F0} MiB resident, balanced: {balanced}, dead letters: {result.DeadLetters}"));
        return balanced && (users < Sizes[^1]
            || first.First.TotalSeconds < MostStartSeconds && peakMiB < MostMiB && rate >= LeastRate);
    }
}
