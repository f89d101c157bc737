using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// What the actors cost: pairs of picture and sentence that the simulator gets through encoder, link and decoder of the
/// learned codec in a second, against the same work in a bare loop of batches. Both take turns.
/// </summary>
internal static class JeccPipelineBenchmark
{
    private const int Rounds = 3;
    private const int Batches = 3;
    private const int BatchSize = 8;
    private const int Pairs = Batches * BatchSize;
    private const int AdapterIndex = 3;
    private const double Bar = 0.95;
    private const string Text = "make the bangs longer";

    private static readonly Seed Seed = new(1);

    /// <summary>1 where the ratio is below its bar or a run does not balance.</summary>
    internal static int Run()
    {
        Loop(1); // loaded, compiled and warm before a round counts
        var (ratios, balanced) = (new List<double>(), true);
        var (before, bare, simulated) = (Loop(Batches), 0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (seconds, isBalanced) = Simulate();
            var after = Loop(Batches);
            // Between the loop before and the loop after: what drifts on a shared machine falls out.
            ratios.Add((before + after) / 2 / seconds);
            (bare, simulated, before, balanced) = (bare + after, simulated + seconds, after, balanced && isBalanced);
        }
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"learned codec, {Rounds} x {Pairs} pairs in batches of {BatchSize}, {get_num_threads()} threads: " +
            $"{Rounds * Pairs / simulated:F2} pairs/s, bare loop {Rounds * Pairs / bare:F2}, " +
            $"median of the ratios {ratios[Rounds / 2]:F2} ({ratios[0]:F2} to {ratios[^1]:F2}; bar {Bar})"));
        return balanced && ratios[Rounds / 2] >= Bar ? 0 : 1;
    }

    /// <summary>Seconds of some batches of encoder, link and decoder, called one after another.</summary>
    private static double Loop(int batches)
    {
        var watch = Stopwatch.StartNew();    // with the loading of the networks, as in a run
        using var loop = new BareLoop(Codec(new()));
        foreach (var users in Enumerable.Range(0, batches * BatchSize).Chunk(BatchSize))
            loop.Run([.. users.Select(user => new EditRequest(new TransmissionId((long)user << 20), new UserId(user),
                new ImageSource.Portrait(Seed, user * 65537L), Text, null, AdapterIndex))]);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds of a run in which as many users ask once, all at once.</summary>
    private static (double Seconds, bool IsBalanced) Simulate()
    {
        var plan = Plan(Pairs, conversations: 1, Codec(new()));
        var watch = Stopwatch.StartNew();
        var result = SimulationRun.RunAsync(plan, TimeProvider.System, new SilentObserver(), CancellationToken.None)
            .GetAwaiter().GetResult();
        var isBalanced = result.Balance is { IsBalanced: true, Delivered: Pairs } && result.DeadLetters == 0;
        return (watch.Elapsed.TotalSeconds, isBalanced);
    }

    /// <summary>Users who ask the learned codec again as soon as they are answered.</summary>
    internal static SimulationPlan Plan(int users, int conversations, JeccCodec codec)
    {
        var pool = new PoolOptions { Batching = new BatchingOptions { MaxSize = BatchSize, MaxDelayMs = 1000 } };
        var options = new SimulationOptions
        {
            Clock = ClockKind.Wall,
            DurationSeconds = 1e6,
            Users =
            [
                new UserGroupOptions
                {
                    Count = users,
                    Arrivals = new ArrivalOptions { ThinkSeconds = 0 },
                    Dialog = new DialogOptions { Conversations = conversations },
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
        return new SimulationPlan(options, new ChannelRegistry(), codec, [Text]);
    }

    internal static JeccCodec Codec(JeccCodecOptions options) => new(options,
        new DirectoryInfo(Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights"), new AdapterOptions().SnrsDb, 5,
        deterministic: false, TimeProvider.System);
}
