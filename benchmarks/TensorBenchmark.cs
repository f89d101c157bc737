using System.Diagnostics;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// This TorchSharp against the system's Python on the same libtorch, in turns, at the same thread count.
/// </summary>
internal static class TensorBenchmark
{
    private const int Rounds = 5;

    /// <summary>Prints a table; 1 where a ratio is above its bar.</summary>
    internal static int Run()
    {
        using var peer = PythonPeer.Start("tensor_peer.py", $"{get_num_threads()}");
        if (peer is null) Console.WriteLine("No python3 with torch here (apt: python3-torch): its side is skipped.");
        manual_seed(1);
        using var left = randn(16);
        using var right = randn(16);
        using var images = randn(8, 32, 64, 64);
        using var network = nn.Sequential([.. Enumerable.Range(0, 4).Select(_ => nn.Conv2d(32, 32, 3, padding: 1))]);
        var weights = network.parameters().ToArray<Tensor>();

        var version = peer?.Version ?? "absent";
        Console.WriteLine($"{get_num_threads()} threads; medians of {Rounds}; Python's torch is {version}");
        Console.WriteLine($"{"",-34} {"here us",10} {"python us",10} {"ratio",6} {"bar",5}");
        var kept = Compare(peer, new("add", "16-element add", 200_000, 1.3), () => left.add(right).Dispose());
        kept &= Compare(peer, new("convnet", "conv net, forward and backward", 5, 1.05), () =>
        {
            using var scope = NewDisposeScope();
            _ = autograd.grad([network.call(images).mean()], weights);
        });
        return kept ? 0 : 1;
    }

    private static bool Compare(PythonPeer? peer, Work work, Action run)
    {
        var here = new double[Rounds];
        var there = new double[Rounds];
        Measure(run, work.Repeats);    // compiled and warm on both sides before the first round counts
        _ = peer?.MeasureMicroseconds(work.Name, work.Repeats);
        for (var round = 0; round < Rounds; round++)
        {
            here[round] = Measure(run, work.Repeats);
            there[round] = peer?.MeasureMicroseconds(work.Name, work.Repeats) ?? double.NaN;
        }
        var ratio = Median(here) / Median(there);
        Console.WriteLine($"{work.Title,-34} {Median(here),10:F2} {Median(there),10:F2} {ratio,6:F2} {work.Bar,5:F2}");
        return !(ratio > work.Bar);
    }

    private static double Measure(Action run, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) run();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private sealed record Work(string Name, string Title, int Repeats, double Bar);
}
