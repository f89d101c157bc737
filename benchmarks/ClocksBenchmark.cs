using System.Globalization;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Host.Tests.Machines;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// The virtual clock against the wall clock: the same scenario by both in turns, with a profile of this machine;
/// medians of the pairs' ratios, stage by stage. Where a stage takes less than <see cref="LeastMs"/> the difference
/// counts.
/// </summary>
internal static class ClocksBenchmark
{
    private const double StageBar = 0.1, RateBar = 0.05, LeastMs = 20;

    internal static int Run(string[] arguments)
    {
        var (codec, profile, pairs) = arguments switch
        {
            ["stub"] => ("stub", "cpu-2", 10),
            ["learned", var path] => ("jecc", path, 10),
            ["learned", var path, var count] when int.TryParse(count, out var number) && number > 0 => ("jecc", path, number),
            _ => ("", "", 0),
        };
        if (pairs == 0)
        {
            Console.Error.WriteLine("bench clocks: stub, or learned PROFILE [PAIRS], a profile of this machine by bench profile");
            return 2;
        }
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var found = new SortedDictionary<string, List<(double Wall, double Virtual)>>(StringComparer.Ordinal);
        var isRight = true;
        for (var pair = 0; pair < pairs; pair++)
        {
            using var fleet = new Fleet();
            Member[] runs = [.. new[] { "wall", "virtual" }.Select(clock =>
            {
                var run = fleet.Run(Scenario(codec, profile), ["--clock", clock, "--seed", $"{pair + 1}"]);
                isRight &= run.Wait() == 0;
                return run;
            })];
            var (wall, virtually) = (FiguresOf(runs[0]), FiguresOf(runs[1]));
            foreach (var (name, value) in wall)
            {
                if (!found.TryGetValue(name, out var values)) found[name] = values = [];
                values.Add((value, virtually[name]));
            }
        }
        foreach (var (name, values) in found)
        {
            if (name.StartsWith("measure", StringComparison.Ordinal)) continue;    // takes no time in virtual time
            var isStage = name.EndsWith("ms", StringComparison.Ordinal);
            var (bar, middle) = (isStage ? StageBar : RateBar, Median(values, pair => pair.Wall));
            if (name.StartsWith("quality", StringComparison.Ordinal))
            {
                var change = MeanInterval.Of(values.Select(pair => pair.Virtual - pair.Wall));
                isRight &= Math.Abs(change.Mean) <= change.HalfWidth || change.Mean == 0;
                Console.WriteLine($"{name,-34} wall {middle,9:F3}, virtual less wall {change.Mean:F4} +- {change.HalfWidth:F4}");
                continue;
            }
            if (isStage && middle < LeastMs)
            {
                Console.WriteLine($"{name,-34} wall {middle,9:F1}, virtual {Median(values, pair => pair.Virtual):F1}");
                continue;
            }
            var ratios = values.Select(pair => pair.Virtual / pair.Wall).Order().ToArray();
            var ratio = Median(values, pair => pair.Virtual / pair.Wall);
            isRight &= Math.Abs(ratio - 1) <= bar;
            Console.WriteLine($"{name,-34} wall {middle,9:F1}, virtual over wall {ratio:F3} ({ratios[0]:F3} to {ratios[^1]:F3}; bar 1 +- {bar})");
        }
        Console.WriteLine($"medians of {pairs} pairs in turns; exit codes and bars {(isRight ? "hold" : "MISSED")}");
        return isRight ? 0 : 1;
    }

    // Nothing else computes beside a batch of the learned codec: a profile knows nothing of a neighbour's work, nor of
    // caches that other programs have filled while a user thought.
    private static string Scenario(string codec, string profile) => $$"""
        { "name": "clocks", "codec": "{{codec}}", "durationSeconds": {{(codec == "stub" ? 40 : 30)}},
          "stub": { "encodeMs": 60, "encodeItemMs": 10, "decodeMs": 30, "decodeItemMs": 5 },
          "users": [ { "count": {{(codec == "stub" ? 24 : 1)}}, "arrivals": { "thinkSeconds": {{(codec == "stub" ? 1 : 0.1)}} },
                       "link": { "channel": "awgn", "snr": { "type": "constant", "snrDb": 12 } } } ],
          "encoders": { "batching": { "maxSize": 4, "maxDelayMs": 40 }, "profiles": ["{{profile}}"] },
          "decoders": { "batching": { "maxSize": 4, "maxDelayMs": 10 }, "profiles": ["{{profile}}"] } }
        """;

    private static Dictionary<string, double> FiguresOf(Member run)
    {
        var summary = run.Summary;
        var figures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["throughput, 1/s"] = summary.GetProperty("deliveredPerSecond").GetDouble(),
        };
        foreach (var stage in summary.GetProperty("stages").EnumerateArray())
        {
            foreach (var (percent, key) in new[] { ("p50", "p50Ms"), ("p95", "p95Ms") })
                figures[$"{stage.GetProperty("stage").GetString()}, {percent}, ms"] = stage.GetProperty(key).GetDouble();
        }
        foreach (var key in new[] { "lpipsP", "editSuccess" })
            figures[$"quality, {key}"] = summary.GetProperty("quality").GetProperty(key).GetDouble();
        return figures;
    }

    private static double Median(List<(double Wall, double Virtual)> all, Func<(double Wall, double Virtual), double> of) =>
        all.Select(of).Order().ElementAt(all.Count / 2);
}
