using System.Globalization;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>
/// Editing and transmission from the sentence to the received picture, stage by stage, beside plain PyTorch with the
/// same weights; and what it leaves in memory.
/// </summary>
internal static class JeccBenchmark
{
    private const int Largest = 16;

    /// <summary>Prints tables; 1 where tensors are left or the default setting is below its bar at batch 1.</summary>
    internal static int Run(string[] arguments)
    {
        if (JeccBenchmarkOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(JeccBenchmarkOptions.Usage);
            return 2;
        }
        using var networks = JeccNetworks.Load(options.Weights, CPU);
        using var pairs = new JeccPairs(options.Pairs);
        var requests = pairs.Requests(networks.Adapters.Nearest(JeccChain.SnrDb));
        var memory = new JeccMemory(new(networks, new() { Slots = Largest }), requests, Largest);
        var (resident, peak) = memory.ResidentMiB();
        using var peer = JeccPeer.Start(networks, pairs, options.Weights);
        Console.WriteLine($"{get_num_threads()} threads; {options.Pairs} pairs a setting and round, medians of " +
            $"{options.Rounds} rounds in turns; the generator's maps here are " +
            $"{networks.Generator.Precision?.ToString() ?? "Float32"}");
        Console.WriteLine(peer is null ? "No python3 with torch here (apt: python3-torch): its side is left out."
            : $"Python's torch is {peer.Version}, all in Float32; it computes the same within 1e-3.");
        var kept = new JeccSpeed(networks, requests, peer).Compare(options.Rounds);
        var (before, after, forgotten) = memory.TensorsLeft(options.Requests);
        var batch = Math.Min(Largest, options.Pairs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            default setting in batches of {batch}: {resident:F0} MiB resident, at most {peak:F0}
            live tensors before and after {options.Requests} requests: {before} and {after}; forgotten: {forgotten}
            """));
        foreach (var request in requests) ((ImageSource.Pixels)request.Image).Image.Dispose();
        return kept && before == after && forgotten == 0 ? 0 : 1;
    }
}
