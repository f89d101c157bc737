using System.Globalization;

namespace EditableDeepSC.Benchmarks.Machines;

/// <summary>
/// Runs over worker processes of this machine: poison, kills, hangs, cuts and strangers must lose nothing; what the wire
/// costs, and how far one host scales.
/// </summary>
internal static class ClusterBenchmark
{
    private static readonly string[] Parts = ["poison", "kills", "hang", "cut", "strangers", "overhead", "scale"];

    internal static int Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var codec = arguments.Contains("learned") ? "jecc" : "stub";
        var numbers = arguments.Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0).ToArray();
        switch (arguments is [var part, ..] ? part : "")
        {
            case "poison": return ClusterFaults.Poison();
            case "kills": return ClusterFaults.Kills(codec, numbers is [var kills, ..] ? kills : 50, numbers is [_, var seed] ? seed : 1);
            case "hang": return ClusterFaults.Hang();
            case "cut": return ClusterCut.Run();
            case "strangers": return ClusterStrangers.Run(numbers is [var connections, ..] ? connections : 1000);
            case "overhead": return ClusterSpeed.Overhead(numbers is [var rounds, ..] ? rounds : 3);
            case "scale": return ClusterSpeed.Scale(numbers is [var turns, ..] ? turns : 3);
            default:
                Console.Error.WriteLine($"bench cluster: say which part: {string.Join(", ", Parts)}. kills takes stub or learned, a "
                    + "number and a seed; strangers a number; overhead and scale a number of rounds.");
                return 2;
        }
    }
}
