using System.Diagnostics;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>Portraits drawn in a second, by resolution; the bar is for 128x128 on two cores.</summary>
internal static class PortraitBenchmark
{
    private const int Rounds = 5;
    private const double BarAt128 = 60;

    /// <summary>Prints a table; 1 where 128x128 is below its bar.</summary>
    internal static int Run()
    {
        Console.WriteLine($"{get_num_threads()} threads; medians of {Rounds} rounds");
        Console.WriteLine($"{"resolution",10} {"images",7} {"images/s",9} {"bar",5}");
        var kept = true;
        foreach (var (resolution, count) in new[] { (32, 256), (64, 256), (128, 128), (256, 32), (1024, 2) })
        {
            var rate = Median(resolution, count);
            var bar = resolution == 128 ? BarAt128 : 0;
            Console.WriteLine($"{resolution,10} {count,7} {rate,9:F1} {(bar > 0 ? $"{bar:F0}" : "-"),5}");
            kept &= rate >= bar;
        }
        return kept ? 0 : 1;
    }

    private static double Median(int resolution, int count)
    {
        using var parameters = new PortraitSampler(new Seed(1)).Sample(0, count);
        PortraitRenderer.Render(parameters, resolution).Dispose(); // compiled and warm before a round counts
        var rates = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            PortraitRenderer.Render(parameters, resolution).Dispose();
            rates[round] = count / watch.Elapsed.TotalSeconds;
        }
        Array.Sort(rates);
        return rates[Rounds / 2];
    }
}
