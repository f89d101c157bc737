using System.Diagnostics;
using System.Globalization;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>
/// What channel coding and decoding take of a pair's time in each form, and what a bank of a thousand adapters costs a
/// batch whose frames all have another one.
/// </summary>
internal static class CodingBenchmark
{
    private const int Pairs = 4, Repeats = 40, Adapters = 1000, Frames = 16, Rounds = 9;
    private const double MostShare = 0.02, LeastThroughput = 0.98, SnrDb = 6;
    private static readonly Transmission Air = new(new AwgnChannel());

    /// <summary>Prints both tables; 1 where a form takes more than 2 % or a mixed batch is below 0.98.</summary>
    internal static int Run()
    {
        using var networks = JeccNetworks.Load(
            new DirectoryInfo(Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights"), CPU);
        using var pairs = new JeccPairs(Pairs);
        var requests = pairs.Requests(networks.Adapters.Nearest(SnrDb));
        using var encoder = new JeccEncoder(networks, new() { Slots = 1 });
        using var decoder = new JeccDecoder(networks, networks.Adapters.SnrsDb, networks.Adapters.SnrsDb.Count, new(),
            rows: null, TimeProvider.System);
        Pair(requests[0]);
        var watch = Stopwatch.StartNew();
        Encoding[] encodings = [.. requests.Select(Pair)];
        var pairMs = watch.Elapsed.TotalMilliseconds / Pairs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{get_num_threads()} threads; a pair takes {pairMs:F0} ms in batches of one, n = {Pairs}; at {SnrDb} dB, ms:"));
        var areQuick = Enum.GetValues<AdapterForm>().Select(form => Print(networks, form, encodings, pairMs)).ToArray();
        var ratio = Mixed(networks, encodings);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Adapters} adapters in the bank: a batch of "
            + $"{Frames} frames with as many adapters has {ratio:F3} of the throughput of one adapter, "
            + $"median of {Rounds} (bar {LeastThroughput})"));
        return areQuick.All(holds => holds) && ratio >= LeastThroughput ? 0 : 1;

        Encoding Pair(EditRequest request)
        {
            var encoding = encoder.Encode([request])[0]!;
            decoder.Decode([Send(encoding.Symbols, request.AdapterIndex)]);
            return encoding;
        }
    }

    private static bool Print(JeccNetworks networks, AdapterForm form, Encoding[] encodings, double pairMs)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var code = networks.Code(new(form), SnrDb);
        var latents = encodings.Select(encoding => tensor(encoding.Latent)).ToArray();
        ReceivedFrame[] frames = [.. latents.Select((latent, i) => Send(Symbols(latent, i), 0))];
        var encodeMs = Milliseconds(i => Symbols(latents[i % Pairs], i % Pairs));
        var decodeMs = Milliseconds(i => code.Decode(frames[i % Pairs]).Dispose());
        var share = (encodeMs + decodeMs) / pairMs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{form.ToString().ToLowerInvariant(),-12} "
            + $"coding {encodeMs,6:F2}  decoding {decodeMs,6:F2}  {100 * share,5:F2} % of a pair "
            + $"(bar {100 * MostShare:F0} %)"));
        return share <= MostShare;

        float[] Symbols(Tensor latent, int i)
        {
            using var symbols = code.Encode(latent, encodings[i].After);
            return symbols.cpu().data<float>().ToArray();
        }
    }

    private static double Milliseconds(Action<int> action)
    {
        for (var i = 0; i < Pairs; i++) action(i);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Repeats; i++) action(i);
        return watch.Elapsed.TotalMilliseconds / Repeats;
    }

    /// <summary>The throughput of decoding, pictures and all, of frames of many adapters over that of one.</summary>
    private static double Mixed(JeccNetworks networks, Encoding[] encodings)
    {
        double[] snrsDb = [.. Enumerable.Range(0, Adapters).Select(id => -6 + 24.0 * id / (Adapters - 1))];
        using var decoder = new JeccDecoder(networks, snrsDb, Adapters, new(), rows: null, TimeProvider.System);
        decoder.Load(Enumerable.Range(0, Adapters));
        var ratios = new List<double>();
        var before = Seconds(_ => 0);
        for (var round = 0; round < Rounds; round++)
        {
            var first = round * Frames;
            var mixed = Seconds(i => (first + i) * 7 % Adapters);
            var after = Seconds(_ => 0);
            ratios.Add((before + after) / 2 / mixed);
            before = after;
        }
        return ratios.Order().ElementAt(Rounds / 2);

        double Seconds(Func<int, int> id)
        {
            ReceivedFrame[] batch =
                [.. Enumerable.Range(0, Frames).Select(i => Send(encodings[i % Pairs].Symbols, id(i)))];
            var watch = Stopwatch.StartNew();
            decoder.Decode(batch);
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static ReceivedFrame Send(float[] symbols, int adapter) =>
        Air.Send(symbols, adapter, new ChannelUse(new Seed(84), default, default, 0, SnrDb)).Frame;
}
