using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EditableDeepSC.Benchmarks.Jecc;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// Measures what a device needs for each step of the learned codec, by batch size, and writes it as a profile by which
/// runs in virtual time compute: medians of some rounds, all sizes in turn, each of all pairs: one needs more looks and
/// tries than another.
/// </summary>
internal static class ProfileBenchmark
{
    private const int Rounds = 3;
    private static readonly int[] Sizes = [1, 2, 4, 8, 16];

    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static int Run(string[] arguments)
    {
        if (arguments is not ["--out", var path])
        {
            Console.Error.WriteLine("bench profile: write --out profiles/NAME.json");
            return 2;
        }
        using var networks = JeccNetworks.Load(
            new(Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights"), CPU);
        using var pairs = new JeccPairs(Sizes[^1]);
        // A run draws its portraits when they are encoded.
        EditRequest[] requests = [.. pairs.Requests(networks.Adapters.Nearest(JeccChain.SnrDb))
            .Select((request, i) => request with { Image = new ImageSource.Portrait(new Seed(1), i) })];
        Measure(networks, requests[..2]); // loaded, compiled and warm before a round counts
        var measured = Sizes.ToDictionary(size => size, _ => new List<StepTimes>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var size in Sizes)
                measured[size].Add(Mean(size, [.. requests.Chunk(size).Select(batch => Measure(networks, batch))]));
        }
        var profile = new DeviceProfile
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Measured by ./eds bench profile on ")
                + $"{Environment.ProcessorCount} cores, {get_num_threads()} threads an operation, {CpuName()}; medians of "
                + $"{Rounds} rounds; the encoder's start, at most {new JeccOptions().Inversion.MaxIterations} iterations.",
            Batches = [.. measured.Select(size => new StepTimes(size.Key, Median(size.Value, of => of.TextMs),
                Median(size.Value, of => of.InversionMs), Median(size.Value, of => of.MatchingMs),
                Median(size.Value, of => of.SymbolsMs), Median(size.Value, of => of.DecodeMs)))],
        };
        File.WriteAllText(path, JsonSerializer.Serialize(profile, Format) + "\n");
        foreach (var batch in profile.Batches) Console.WriteLine(batch);
        Console.WriteLine($"written to {path}");
        return 0;
    }

    private static StepTimes Measure(JeccNetworks networks, EditRequest[] requests)
    {
        var (watch, ends) = (Stopwatch.StartNew(), new List<double>());
        using var encoder = new JeccEncoder(networks, finished: _ => ends.Add(watch.Elapsed.TotalMilliseconds));
        using var decoder = new JeccDecoder(networks, networks.Adapters.SnrsDb, networks.Adapters.SnrsDb.Count,
            new(), rows: null, TimeProvider.System);
        encoder.Encode(requests[..1]); // loads the adapter
        ends.Clear();
        watch.Restart();
        var encodings = encoder.Encode(requests);
        var air = new Transmission(new ChannelRegistry().Channels.Create("awgn"));
        ReceivedFrame[] frames = [.. requests.Zip(encodings, (request, encoding) => air.Send(encoding!.Symbols,
            request.AdapterIndex, new ChannelUse(new Seed(1), request.User, request.Id, 0, JeccChain.SnrDb)).Frame)];
        decoder.Decode(frames[..1]); // loads the adapter
        var started = watch.Elapsed.TotalMilliseconds;
        decoder.Decode(frames);
        var decoded = watch.Elapsed.TotalMilliseconds - started;
        // A step of the matching looks at those that still move: so many full batches were looked at.
        var looks = encodings.Sum(encoding => 1.0 + encoding!.Iterations) / requests.Length;
        return new StepTimes(requests.Length, ends[0], (ends[1] - ends[0]) / new JeccOptions().Inversion.MaxIterations,
            (ends[2] - ends[1]) / looks, ends[3] - ends[2], decoded);
    }

    private static StepTimes Mean(int size, StepTimes[] batches) => new(size, batches.Average(of => of.TextMs),
        batches.Average(of => of.InversionMs), batches.Average(of => of.MatchingMs),
        batches.Average(of => of.SymbolsMs), batches.Average(of => of.DecodeMs));

    private static double Median(List<StepTimes> rounds, Func<StepTimes, double> of) =>
        Math.Round(rounds.Select(of).Order().ElementAt(rounds.Count / 2), 3);

    private static string CpuName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1]
        : "an unknown processor";
}
