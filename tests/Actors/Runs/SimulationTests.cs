using System.Collections.Concurrent;
using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors.Tests.Runs;

public class SimulationTests
{
    private static readonly SimulationOptions Quick = new()
    {
        Deterministic = true,
        DurationSeconds = 1000,
        Users = [Group(4) with { Dialog = new DialogOptions { Turns = 3, Conversations = 4 } }],
        Encoders = new PoolOptions { Workers = 2, Batching = new BatchingOptions { MaxDelayMs = 5 } },
        Decoders = new PoolOptions { Batching = new BatchingOptions { MaxDelayMs = 5 } },
    };

    [Fact]
    public async Task Run_NoFaults_DeliversEverything()
    {
        var result = await RunAsync(Quick);

        result.End.Should().Be(RunEnd.Finished);
        result.Balance.Should().BeEquivalentTo(new { Submitted = 48, Delivered = 48, IsBalanced = true, Rejected = 0 });
        result.DeadLetters.Should().Be(0);
        result.Statistics.Stages.All.Should().AllSatisfy(stage => stage.Seconds.Count.Should().Be(48));
    }

    [Fact]
    public async Task Run_OtherBatchAndPoolSizes_HasTheSameFingerprint()
    {
        var other = Quick with
        {
            Encoders = new PoolOptions { Workers = 1, Batching = new BatchingOptions { MaxSize = 1, MaxDelayMs = 0 } },
            Decoders = new PoolOptions { Workers = 3, Batching = new BatchingOptions { MaxSize = 5 } },
        };

        var (first, second) = (await RunAsync(Quick), await RunAsync(other));
        var third = await RunAsync(Quick with { Seed = 2 });

        second.Statistics.Fingerprint.ToString().Should().Be(first.Statistics.Fingerprint.ToString());
        third.Statistics.Fingerprint.ToString().Should().NotBe(first.Statistics.Fingerprint.ToString());
    }

    [Fact]
    public async Task Run_Faults_FiftySeedsBalance()
    {
        var restarts = 0;
        var reasons = new HashSet<EndReason>();
        for (var seed = 1; seed <= 50; seed++)
        {
            var result = await RunAsync(Quick with
            {
                Seed = seed,
                Faults = new FaultOptions
                {
                    EncoderCrashBefore = 0.05,
                    EncoderCrashDuring = 0.05,
                    EncoderCrashAfter = 0.05,
                    DecoderCrashBefore = 0.05,
                    DecoderCrashDuring = 0.05,
                    DecoderCrashAfter = 0.05,
                    SlowWorker = 0.05,
                    SlowMs = 2,
                    NotFinite = 0.05,
                    FullQueue = 0.05,
                    ExpiredDeadline = 0.05,
                },
            });
            result.Balance.IsBalanced.Should().BeTrue($"seed {seed}: {result.Balance}");
            (result.Balance.Submitted + result.Balance.Rejected).Should().Be(48, $"seed {seed}");
            result.DeadLetters.Should().Be(0, $"seed {seed}");
            restarts += result.Encoders.Restarts + result.Decoders.Restarts;
            reasons.UnionWith(result.Statistics.Reasons.Keys);
        }
        restarts.Should().BeGreaterThan(100);
        reasons.Should().BeEquivalentTo([EndReason.QueueFull, EndReason.DeadlinePassed, EndReason.EncoderCrashed,
            EndReason.DecoderCrashed, EndReason.NotFinite]);
    }

    [Fact]
    public async Task Run_TinyQueues_PushBackToTheUsers()
    {
        var tiny = new BatchingOptions { QueueLimit = 2, MaxSize = 2, MaxDelayMs = 0 };
        var result = await RunAsync(Quick with
        {
            Users = [Group(50) with { Dialog = new DialogOptions { Conversations = 5 } }],
            Encoders = new PoolOptions { Batching = tiny },
            Decoders = new PoolOptions { Batching = tiny },
            Cell = new CellOptions { QueueLimit = 2, SymbolRateBaud = 1e4 },
        });

        result.Balance.IsBalanced.Should().BeTrue();
        result.Balance.Rejected.Should().BePositive();
        (result.Balance.Delivered + result.Balance.Rejected).Should().Be(250);
    }

    [Fact]
    public async Task Run_Interrupted_EndsInOrder()
    {
        using var cancellation = new CancellationTokenSource();
        var delivered = 0;
        var observer = new Watcher
        {
            OnEnd = record =>
            {
                if (record.Kind == OutcomeKind.Delivered && ++delivered == 20) cancellation.Cancel();
            },
        };
        var options = Quick with { Users = [Group(20)], DurationSeconds = 1e7 };

        var result = await SimulationRun.RunAsync(Plan(options), TimeProvider.System, observer, cancellation.Token);

        result.End.Should().Be(RunEnd.Interrupted);
        result.Balance.IsBalanced.Should().BeTrue();
        result.Balance.Delivered.Should().BeGreaterThanOrEqualTo(20);
        result.DeadLetters.Should().Be(0);
    }

    [Fact]
    public async Task Run_DeadlinesUnderOverload_ExpireOrKeepThem()
    {
        var result = await RunAsync(Quick with
        {
            Users = [Group(30) with { DeadlineSeconds = 2, Dialog = new DialogOptions { Conversations = 5 } }],
            Cell = new CellOptions { SymbolRateBaud = 1000 },
        });

        result.Balance.IsBalanced.Should().BeTrue();
        result.Balance.Expired.Should().BePositive();
        result.Statistics.All.LatencySeconds.Max.Should().BeLessThanOrEqualTo(2.1);
    }

    [Fact]
    public async Task Run_SlowDecoders_PushBackThroughTheAir()
    {
        var most = 0;
        var options = Quick with
        {
            DurationSeconds = 2,
            SampleSeconds = 0.02,
            Users = [Group(10) with { Arrivals = new() { Kind = ArrivalKind.Poisson, RatePerSecond = 300 } }],
            Encoders = new PoolOptions { Batching = new BatchingOptions { MaxDelayMs = 0, QueueLimit = 8 } },
            Decoders = new PoolOptions { Batching = new BatchingOptions { MaxSize = 1, QueueLimit = 2 } },
            Cell = new CellOptions { QueueLimit = 4 },
        };
        var observer = new Watcher { OnSample = sample => most = Math.Max(most, sample.AirQueue) };

        var result = await RunAsync(options, new StubOptions { DecodeMs = 50 }, observer);

        result.Balance.IsBalanced.Should().BeTrue();
        result.Balance.Rejected.Should().BeGreaterThan(result.Balance.Delivered);
        // A batch from the encoders, and those that wait for the air.
        most.Should().BeLessThanOrEqualTo(8 + 4);
        Histogram[] stages = [.. result.Statistics.Stages.All.Select(stage => stage.Seconds)];    // the last: the total
        stages[..^1].Sum(stage => stage.Mean).Should().BeApproximately(stages[^1].Mean, 0.05 * stages[^1].Mean);
    }

    [Fact]
    public async Task Run_ChannelThatThrows_FailsThoseTransmissions()
    {
        var registry = new ChannelRegistry();
        registry.Channels.Add<AwgnOptions>("broken", "Throws", _ => new BrokenChannel());
        var link = new LinkOptions { Channel = JsonSerializer.SerializeToElement("broken") };
        var broken = Group(2) with { Link = link, Dialog = new DialogOptions { Conversations = 2 } };
        var options = Quick with { Users = [.. Quick.Users, broken] };

        var result = await SimulationRun.RunAsync(new SimulationPlan(options, registry, Codec(options), ["smile"]),
            TimeProvider.System, new SilentObserver(), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        result.Balance.IsBalanced.Should().BeTrue();
        result.Balance.Failed.Should().Be(4);
        result.Balance.Delivered.Should().Be(48);
        result.DeadLetters.Should().Be(0);
    }

    [Fact]
    public async Task Run_PlanThatCannotBegin_Throws()
    {
        var run = () => RunAsync(Quick with { Cell = new CellOptions { SymbolRateBaud = 0 } })
            .WaitAsync(TimeSpan.FromMinutes(1));

        await run.Should().ThrowAsync<ChannelOptionException>();
    }

    [Fact]
    public async Task Run_NoUsers_EndsAtOnce()
    {
        var result = await RunAsync(Quick with { Users = [] }).WaitAsync(TimeSpan.FromMinutes(1));

        result.Balance.Submitted.Should().Be(0);
    }

    [Fact]
    public async Task Run_ObserverThatThrows_Throws()
    {
        var observer = new Watcher { OnEnd = _ => throw new IOException("the disk is full") };

        var run = () => RunAsync(Quick, new StubOptions(), observer).WaitAsync(TimeSpan.FromMinutes(1));

        await run.Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task Run_CodecThatCannotBegin_Throws()
    {
        var plan = new SimulationPlan(Quick, new ChannelRegistry(), new BrokenCodec(), ["add long bangs"]);

        var run = () => SimulationRun.RunAsync(
            plan, TimeProvider.System, new SilentObserver(), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        (await run.Should().ThrowAsync<RunFailedException>()).Which.Message.Should()
            .MatchRegex("^worker-0 of (en|de)coders cannot begin: no weights$");
    }

    [Fact]
    public async Task Run_SeveralDevices_AreDealtOutToTheWorkers()
    {
        var codec = new NotingCodec(Codec(Quick));
        var options = Quick with { Encoders = new PoolOptions { Workers = 3, Devices = ["cuda:0", "cpu"] } };
        var plan = new SimulationPlan(options, new ChannelRegistry(), codec, ["add long bangs"]);

        await SimulationRun.RunAsync(plan, TimeProvider.System, new SilentObserver(), CancellationToken.None);
        var moved = plan.On(["cpu"], ["cuda:1"]);
        await SimulationRun.RunAsync(moved, TimeProvider.System, new SilentObserver(), CancellationToken.None);

        codec.Encoders.Should().BeEquivalentTo([new WorkerPlace(0, "cuda:0"), new WorkerPlace(1, "cpu"),
            new WorkerPlace(2, "cuda:0"), new WorkerPlace(0, "cpu"), new WorkerPlace(1, "cpu"),
            new WorkerPlace(2, "cpu")]);
        codec.Decoders.Should().BeEquivalentTo([new WorkerPlace(0, "cpu"), new WorkerPlace(0, "cuda:1")]);
    }

    private static UserGroupOptions Group(int count) => new()
    {
        Count = count,
        Link = new LinkOptions
        {
            Channel = JsonSerializer.SerializeToElement("rayleigh"),
            Snr = JsonSerializer.Deserialize<JsonElement>("""{"type": "random-walk"}"""),
        },
    };

    private static Task<RunResult> RunAsync(
        SimulationOptions options, StubOptions? codec = null, IRunObserver? observer = null) => SimulationRun.RunAsync(
            Plan(options, codec), TimeProvider.System, observer ?? new SilentObserver(), CancellationToken.None);

    private static SimulationPlan Plan(SimulationOptions options, StubOptions? codec = null) => new(
        options, new ChannelRegistry(), Codec(options, codec), ["add long bangs", "no glasses please"]);

    private static StubCodec Codec(SimulationOptions options, StubOptions? codec = null) => new(
        codec ?? new StubOptions(), new Seed((ulong)options.Seed), options.Adapters.SnrsDb, options.Adapters.BankSize,
        TimeProvider.System);

    private sealed class NotingCodec(StubCodec stub) : ICodec
    {
        public ConcurrentBag<WorkerPlace> Encoders { get; } = [];

        public ConcurrentBag<WorkerPlace> Decoders { get; } = [];

        public string Name => stub.Name;

        public int SymbolCount => stub.SymbolCount;

        public int HeaderSymbols => 0;

        public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

        public IBatchTimes? GivenTimes => stub.GivenTimes;

        public IEncoder CreateEncoder(WorkerPlace place)
        {
            Encoders.Add(place);
            return stub.CreateEncoder(place);
        }

        public IDecoder CreateDecoder(WorkerPlace place)
        {
            Decoders.Add(place);
            return stub.CreateDecoder(place);
        }

        public IJudge CreateJudge(WorkerPlace place) => stub.CreateJudge(place);
    }

    private sealed class BrokenCodec : ICodec
    {
        public string Name => "broken";

        public int SymbolCount => 512;

        public int HeaderSymbols => 0;

        public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

        public IBatchTimes? GivenTimes => new StubOptions();

        public IEncoder CreateEncoder(WorkerPlace place) => throw new InvalidOperationException("no weights");

        public IDecoder CreateDecoder(WorkerPlace place) => throw new InvalidOperationException("no weights");

        public IJudge CreateJudge(WorkerPlace place) => throw new InvalidOperationException("no weights");
    }

    private sealed class BrokenChannel : IChannel
    {
        public void Impose(in ChannelUse use, Realisation realisation) => throw new InvalidOperationException("no air");
    }

    private sealed class Watcher : IRunObserver
    {
        public Action<TransmissionRecord>? OnEnd { get; init; }

        public Action<RunSnapshot>? OnSample { get; init; }

        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Ended(TransmissionRecord record) => OnEnd?.Invoke(record);

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot) => OnSample?.Invoke(snapshot);
    }
}
