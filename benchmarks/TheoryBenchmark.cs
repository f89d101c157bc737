using System.Diagnostics;
using System.Globalization;

namespace EditableDeepSC.Benchmarks;

/// <summary>Mean waits of simulated queues against their closed forms: within 1 %, by a million requests or more.</summary>
internal static class TheoryBenchmark
{
    private const int Requests = 1_000_000;
    private const double Bar = 0.01;

    /// <summary>1 where a mean wait is further off than the bar; 2 for a mistake in the arguments.</summary>
    internal static int Run(string[] arguments)
    {
        var requests = Requests;
        if (arguments is not [] && !(arguments is [var given] && int.TryParse(given, out requests) && requests >= 1000))
        {
            Console.Error.WriteLine("bench theory: write a number of requests from 1000 on, or nothing for a million");
            return 2;
        }
        var kept = true;
        foreach (var queue in TheoryCase.All)
        {
            var watch = Stopwatch.StartNew();
            var n = queue.Workers * queue.Workers * requests; // with several servers the waits of neighbours are more alike
            var wait = queue.MeasureAsync(n).GetAwaiter().GetResult();
            var off = wait.Mean / queue.WaitSeconds - 1;
            kept &= Math.Abs(off) < Bar;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{queue.Name,-10} wait {1000 * wait.Mean:F2} ms (+- {1000 * wait.HalfWidth:F2}), in closed form " +
                $"{1000 * queue.WaitSeconds:F2} ms: {100 * off:+0.00;-0.00} % off, n {n}, {watch.Elapsed.TotalSeconds:F0} s"));
        }
        return kept ? 0 : 1;
    }
}
