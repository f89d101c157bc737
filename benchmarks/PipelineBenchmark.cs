using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// The whole simulator with the stub codec and many users: start, memory, transmissions a second; and with the learned
/// codec against the bare loop of the same work.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Users = 10_000;
    private const int ConversationsEach = 20;
    private const double Bar = 15_000;

    /// <summary>
    /// Both parts, or the one that is named; 1 where a run does not balance or a figure is below its bar.
    /// </summary>
    internal static int Run(string[] parts) => Math.Max(
        parts is [] or ["stub"] ? RunStub() : 0, parts is [] or ["learned"] ? JeccPipelineBenchmark.Run() : 0);

    private static int RunStub()
    {
        var bare = MeasureBareLoop();
        var started = Stopwatch.StartNew();
        var (plan, observer) = (Plan(Users, thinkSeconds: 0.1, durationSeconds: 1e6, ConversationsEach), new FirstDelivery(started));
        var result = SimulationRun.RunAsync(plan, TimeProvider.System, observer, CancellationToken.None)
            .GetAwaiter().GetResult();
        using var process = Process.GetCurrentProcess();
        var rate = result.Balance.Delivered / (result.WallSeconds - observer.First.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Users} users: first picture after {observer.First.TotalSeconds:F2} s, " +
            $"{result.Balance.Delivered} pictures, " +
            $"{rate:F0}/s through all stages (bar {Bar:F0}; bare loop of the same work on one thread {bare:F0}/s), " +
            $"largest resident memory {process.PeakWorkingSet64 / 1048576.0:F0} MiB"));
        Console.WriteLine($"balanced: {result.Balance.IsBalanced}, dead letters: {result.DeadLetters}, " +
            $"rejected: {result.Balance.Rejected}, " +
            $"mean batches {result.Encoders.Batches.MeanSize:F1} and {result.Decoders.Batches.MeanSize:F1}");
        return result.Balance.IsBalanced && result.DeadLetters == 0 && rate >= Bar ? 0 : 1;
    }

    /// <summary>Users of the stub over Rayleigh links, in batches of up to 64.</summary>
    internal static SimulationPlan Plan(int users, double thinkSeconds, double durationSeconds, int conversations)
    {
        var batching = new BatchingOptions { MaxSize = 64, MaxDelayMs = 2, QueueLimit = 2 * users };
        var pool = new PoolOptions { Batching = batching };
        var options = new SimulationOptions
        {
            Clock = ClockKind.Wall,
            DurationSeconds = durationSeconds,
            Users =
            [
                new UserGroupOptions
                {
                    Count = users,
                    Arrivals = new ArrivalOptions { ThinkSeconds = thinkSeconds },
                    Dialog = new DialogOptions { Conversations = conversations },
                    Link = new LinkOptions { Channel = JsonSerializer.SerializeToElement("rayleigh") },
                },
            ],
            Encoders = pool,
            Decoders = pool,
            Cell = new CellOptions { SymbolRateBaud = 1e9 },
        };
        return new SimulationPlan(options, new ChannelRegistry(), Codec(), ["add long bangs"]);
    }

    private static StubCodec Codec() =>
        new(new StubOptions(), new Seed(1), new AdapterOptions().SnrsDb, 5, TimeProvider.System);

    /// <summary>Pictures a second of encoder, link and decoder called in a loop, in batches of 64.</summary>
    private static double MeasureBareLoop()
    {
        const int BatchSize = 64, Batches = 800;
        using var loop = new BareLoop(Codec());
        var watch = Stopwatch.StartNew();
        for (var batch = 0; batch < Batches; batch++)
            loop.Run([.. Enumerable.Range(0, BatchSize).Select(i => new EditRequest(new TransmissionId(
                batch * BatchSize + i), default, new ImageSource.Portrait(default, i), "", null, 3))]);
        return BatchSize * Batches / watch.Elapsed.TotalSeconds;
    }

    /// <summary>When the first picture arrived.</summary>
    internal sealed class FirstDelivery(Stopwatch started) : IRunObserver
    {
        public TimeSpan First { get; private set; }

        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Ended(TransmissionRecord record)
        {
            if (First == TimeSpan.Zero) First = started.Elapsed;
        }

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot)
        {
        }
    }
}

/// <summary>Encoder, air, decoder and judge of a codec, called one after another: what a run does, without actors.</summary>
internal sealed class BareLoop(ICodec codec) : IDisposable
{
    private static readonly WorkerPlace Place = new(0, "cpu");

    private readonly IEncoder encoder = codec.CreateEncoder(Place);
    private readonly IDecoder decoder = codec.CreateDecoder(Place);
    private readonly IJudge judge = codec.CreateJudge(Place);
    private readonly Transmission air = new(new ChannelRegistry().Channels.Create("rayleigh"));

    internal void Run(EditRequest[] batch)
    {
        var encodings = encoder.Encode(batch);
        ReceivedFrame[] frames = [.. batch.Zip(encodings, (request, encoding) => air.Send(encoding!.Symbols,
            request.AdapterIndex, new ChannelUse(new Seed(1), request.User, request.Id, 0, 10)).Frame)];
        var pictures = decoder.Decode(frames);
        judge.Judge([.. batch.Select((request, i) => new JudgeRequest(request, encodings[i]!, frames[i], pictures[i]!))]);
    }

    public void Dispose()
    {
        encoder.Dispose();
        decoder.Dispose();
        judge.Dispose();
    }
}
