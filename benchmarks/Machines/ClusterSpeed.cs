using System.Text.Json;
using EditableDeepSC.Host.Tests.Machines;

namespace EditableDeepSC.Benchmarks.Machines;

/// <summary>What the wire costs, and how far one host scales. The machine may be shared: settings take turns, medians count.</summary>
internal static class ClusterSpeed
{
    private const double OverheadBar = 0.95, LinearBar = 0.9, RateBar = 2000;

    /// <summary>
    /// The learned codec: two workers in one process against two worker processes, one thread of OpenMP each, when all
    /// have compiled their code.
    /// </summary>
    internal static int Overhead(int rounds)
    {
        const int Pairs = 96;
        var scenario = $$"""
            { "name": "overhead", "codec": "jecc", "durationSeconds": 1e6, "sampleSeconds": 0.1,
              "users": [ { "count": 16, "arrivals": { "thinkSeconds": 0 }, "dialog": { "turns": {{Pairs / 16}}, "conversations": 1 } } ],
              "cell": { "symbolRateBaud": 1e8 },
              "encoders": { "workers": 2, "batching": { "maxSize": 4, "maxDelayMs": 5 } },
              "decoders": { "workers": 2, "batching": { "maxSize": 4, "maxDelayMs": 5 } } }
            """;
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1");
        var (ratios, isRight, wire) = (new List<double>(), true, (Bytes: 0.0, Ms: 0.0, LocalMs: 0.0));
        for (var round = 0; round < rounds; round++)
        {
            using var fleet = new Fleet();
            var local = fleet.Run(scenario, ["--clock", "wall"]);
            isRight &= local.Wait() == 0;
            var remote = fleet.Host(scenario, 2);
            for (var i = 0; i < 2; i++) fleet.Worker();
            isRight &= remote.Wait() == 0;
            ratios.Add(MiddleRate(remote) / MiddleRate(local));
            var (bytes, ms) = WireOf(remote, Pairs);
            wire = (bytes, wire.Ms + ms / rounds, wire.LocalMs + WireOf(local, Pairs).Ms / rounds);
            Console.WriteLine($"round {round}: local {MiddleRate(local):F2}, processes {MiddleRate(remote):F2} pairs/s");
        }
        ratios.Sort();
        Console.WriteLine($"overhead: 2 worker processes against 2 workers of one process, {rounds} x {Pairs} pairs: {ratios[rounds / 2]:F2} ({ratios[0]:F2} to {ratios[^1]:F2}; bar {OverheadBar})");
        Console.WriteLine($"on the wire: {wire.Bytes:F0} bytes a pair; {wire.Ms:F1} ms a pair between a batch's handing over and its answer that were not computing ({wire.LocalMs:F1} within one process)");
        return isRight && ratios[rounds / 2] >= OverheadBar ? 0 : 1;
    }

    /// <summary>The stub, which takes 50 ms for a batch of 16 in either stage: 320 requests/s for each process.</summary>
    internal static int Scale(int rounds)
    {
        int[] sizes = [1, 2, 4, 8, 16];
        var found = sizes.ToDictionary(size => size, _ => new List<(double Rate, double HostMs, double WorkerMs)>());
        var isRight = true;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var size in sizes)
            {
                using var fleet = new Fleet();
                var host = fleet.Host(Stub(size), size);
                var workers = Enumerable.Range(0, size).Select(_ => fleet.Worker()).ToArray();
                isRight &= host.WaitFor(() => host.Delivered > 0);
                var (hostCpu, workerCpu, from) = (host.CpuSeconds, workers.Sum(worker => worker.CpuSeconds), host.Delivered);
                isRight &= host.WaitFor(() => host.Delivered > 1280 * size);
                var count = host.Delivered - from;
                var (hostMs, workerMs) = (1000 * (host.CpuSeconds - hostCpu) / count, 1000 * (workers.Sum(worker => worker.CpuSeconds) - workerCpu) / count);
                isRight &= host.Wait() == 0;
                found[size].Add((MiddleRate(host), hostMs, workerMs));
            }
        }
        var best = 0.0;
        foreach (var (size, all) in found)
        {
            var (rate, hostMs, workerMs) = (Median(all, one => one.Rate), Median(all, one => one.HostMs), Median(all, one => one.WorkerMs));
            best = Math.Max(best, rate);
            Console.WriteLine($"{size,2} processes: {rate,6:F0} transmissions/s, {rate / (size * 320):F2} of linear (bar {LinearBar}); processor time of a transmission: host {hostMs:F2} ms, workers {workerMs:F2} ms");
        }
        Console.WriteLine($"most through one host: {best:F0} transmissions/s (bar {RateBar}), median of {rounds} rounds, {Environment.ProcessorCount} cores");
        return isRight && best >= RateBar ? 0 : 1;
    }

    private static string Stub(int size) => $$"""
        { "name": "scale", "durationSeconds": 1e6, "sampleSeconds": 0.1, "events": { "every": 1000 },
          "stub": { "encodeMs": 50, "decodeMs": 50 },
          "users": [ { "count": {{96 * size}}, "arrivals": { "thinkSeconds": 0 }, "dialog": { "turns": 1, "conversations": 20 } } ],
          "cell": { "symbolRateBaud": 1e9, "queueLimit": {{96 * size}} },
          "encoders": { "batching": { "maxSize": 16, "maxDelayMs": 10, "queueLimit": {{96 * size}} } },
          "decoders": { "batching": { "maxSize": 16, "maxDelayMs": 10, "queueLimit": {{96 * size}} } } }
        """;

    /// <summary>Transmissions/s between a fifth and four fifths of all.</summary>
    private static double MiddleRate(Member host)
    {
        var samples = host.Samples();
        var (low, high) = (samples.First(one => one.Delivered >= samples[^1].Delivered / 5), samples.First(one => one.Delivered >= samples[^1].Delivered * 4 / 5));
        return (high.Delivered - low.Delivered) / (high.Seconds - low.Seconds);
    }

    /// <summary>Bytes of batches and results, and time that workers were waited for while they did not compute.</summary>
    private static (double Bytes, double Ms) WireOf(Member host, int pairs)
    {
        JsonElement[] workers = [.. new[] { "encoders", "decoders" }.SelectMany(pool => host.Summary.GetProperty(pool).GetProperty("workers").EnumerateArray())];
        double Sum(string name) => workers.Sum(worker => worker.GetProperty(name).GetDouble());
        return ((Sum("sentBytes") + Sum("receivedBytes")) / pairs, 1000 * (Sum("answerSeconds") - Sum("computeSeconds")) / pairs);
    }

    private static double Median<T>(List<T> all, Func<T, double> of) => all.Select(of).Order().ElementAt(all.Count / 2);
}
