using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Actors;
using EditableDeepSC.Channels;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// What the actors cost: pairs of picture and sentence that the simulator gets through encoder, link and decoder of the
/// learned codec in a second, against the same work in a bare loop of batches. Both take turns.
/// </summary>
internal static class JeccPipelineBenchmark
{
    private const int Rounds = 2;
    private const int Batches = 3;
    private const int BatchSize = 8;
    private const int Pairs = Batches * BatchSize;
    private const int AdapterId = 3;
    private const double Bar = 0.95;
    private const string Text = "make the bangs longer";

    private static readonly Seed Seed = new(1);

    /// <summary>1 where the ratio is below its bar or a run does not balance.</summary>
    internal static int Run()
    {
        Loop(1); // loaded, compiled and warm before a round counts
        var (bare, simulated, balanced) = (0.0, 0.0, true);
        for (var round = 0; round < Rounds; round++)
        {
            bare += Loop(Batches);
            var (seconds, isBalanced) = Simulate();
            (simulated, balanced) = (simulated + seconds, balanced && isBalanced);
        }
        var ratio = bare / simulated;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"learned codec, {Rounds} x {Pairs} pairs in batches of {BatchSize}, {get_num_threads()} threads: " +
            $"{Rounds * Pairs / simulated:F2} pairs/s, bare loop {Rounds * Pairs / bare:F2}, ratio {ratio:F2} (bar {Bar})"));
        return balanced && ratio >= Bar ? 0 : 1;
    }

    /// <summary>Seconds of some batches of encoder, link and decoder, called one after another.</summary>
    private static double Loop(int batches)
    {
        var codec = Codec();
        using var encoder = codec.CreateEncoder(new WorkerPlace(0, "cpu"));
        using var decoder = codec.CreateDecoder(new WorkerPlace(0, "cpu"));
        var link = new Link(new ChannelRegistry().Channels.Create("rayleigh"), new ReceiverOptions());
        var watch = Stopwatch.StartNew();
        foreach (var users in Enumerable.Range(0, batches * BatchSize).Chunk(BatchSize))
        {
            EncodeRequest[] work = [.. users.Select(user => new EncodeRequest(new TransmissionId((long)user << 20),
                new UserId(user), new ImageSource(null, Seed, user * 65537L), Text, null, AdapterId))];
            decoder.Decode([.. encoder.Encode(work).Zip(work,
                (result, request) => PipelineBenchmark.Send(link, request, result.Encoding!))]);
        }
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds of a run in which as many users ask once, all at once.</summary>
    private static (double Seconds, bool IsBalanced) Simulate()
    {
        var pool = new PoolOptions { Batching = new BatchingOptions { MaxSize = BatchSize, MaxDelayMs = 1000 } };
        var options = new SimulationOptions
        {
            DurationSeconds = 1e6,
            Users =
            [
                new UserGroupOptions
                {
                    Count = Pairs,
                    Arrivals = new ArrivalOptions { ThinkSeconds = 0 },
                    Dialog = new DialogOptions { Conversations = 1 },
                    Link = new LinkOptions
                    {
                        Channel = JsonSerializer.SerializeToElement("rayleigh"),
                        Snr = JsonSerializer.Deserialize<JsonElement>("""{"type": "constant", "snrDb": 10}"""),
                    },
                },
            ],
            Encoders = pool,
            Decoders = pool,
        };
        var plan = new SimulationPlan(options, new ChannelRegistry(), Codec(), [Text]);
        var watch = Stopwatch.StartNew();
        var result = SimulationRun.RunAsync(plan, TimeProvider.System, new SilentObserver(), CancellationToken.None)
            .GetAwaiter().GetResult();
        var isBalanced = result.Balance is { IsBalanced: true, Delivered: Pairs } && result.DeadLetters == 0;
        return (watch.Elapsed.TotalSeconds, isBalanced);
    }

    private static JeccCodec Codec() => new(new JeccCodecOptions(),
        new DirectoryInfo(Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights"), new AdapterOptions().SnrsDb, 5,
        deterministic: false, TimeProvider.System);
}
