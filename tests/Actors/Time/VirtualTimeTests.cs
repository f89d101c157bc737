using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Time;

public class VirtualTimeTests
{
    private static readonly StubOptions Stub = new() { EncodeMs = 40, EncodeItemMs = 10, DecodeMs = 5, FailChance = 0.02 };

    private static readonly SimulationOptions Busy = new()
    {
        DurationSeconds = 100,
        Users =
        [
            new UserGroupOptions
            {
                Count = 8,
                Arrivals = new() { ThinkSeconds = 0.5 },
                Dialog = new() { Turns = 3 },
                DeadlineSeconds = 1,
                Link = new() { Channel = JsonSerializer.SerializeToElement("rayleigh") },
            },
        ],
        Encoders = new() { Workers = 2, Batching = new() { MaxSize = 4, QueueLimit = 6 } },
        Decoders = new() { Workers = 2 },
        Cell = new() { SymbolRateBaud = 20_000 },
        Faults = new() { EncoderCrashBefore = 0.05, DecoderCrashAfter = 0.05, SlowWorker = 0.1, NotFinite = 0.03 },
    };

    /// <summary>The same with users who always ask at the same moments, so that much may run in any order.</summary>
    private static SimulationOptions InStep => Busy with
    {
        Users =
        [
            .. Busy.Users,
            .. Enumerable.Range(0, 5).Select(_ => new UserGroupOptions
            {
                Arrivals = new() { Kind = ArrivalKind.Constant, RatePerSecond = 4 },
                DeadlineSeconds = 1,
            }),
        ],
    };

    [Fact]
    public async Task The_same_seed_gives_the_same_events_on_any_number_of_threads()
    {
        var one = await EventsOf(Busy, computeThreads: 1);
        var two = await EventsOf(Busy, computeThreads: 2);

        one.Should().HaveCountGreaterThan(1000);
        two.SequenceEqual(one).Should().BeTrue();
    }

    [Fact]
    public async Task A_shuffle_draws_another_order_and_the_same_one_again()
    {
        var (first, again, other) = (await EventsOf(InStep, 7), await EventsOf(InStep, 7), await EventsOf(InStep, 8));

        again.SequenceEqual(first).Should().BeTrue();
        other.SequenceEqual(first).Should().BeFalse();
    }

    [Fact]
    public async Task A_deterministic_run_decides_the_same_by_both_clocks()
    {
        var options = Busy with
        {
            DurationSeconds = 2,
            Deterministic = true,
            Faults = new(),
            Users = [Busy.Users[0] with { DeadlineSeconds = 0 }],
            Encoders = new() { Workers = 2 },
        };

        var (virtually, wall) = (await Run(options), await Run(options with { Clock = ClockKind.Wall }));

        virtually.Statistics.Fingerprint.ToString().Should().Be(wall.Statistics.Fingerprint.ToString());
    }

    /// <summary>Pollaczek and Khinchine: the mean wait is rho / (2 mu (1 - rho)). n is about 60,000.</summary>
    [Fact]
    public async Task Poisson_arrivals_at_one_worker_wait_as_M_D_1_does()
    {
        var group = new UserGroupOptions
        {
            Count = 100,
            Arrivals = new() { Kind = ArrivalKind.Poisson, RatePerSecond = 5 },
            UsersPerActor = 100,
        };
        var pool = new PoolOptions { Batching = new() { MaxSize = 1, MaxDelayMs = 0, QueueLimit = 100_000 } };
        var options = new SimulationOptions
        {
            DurationSeconds = 12_000,
            SampleSeconds = 1000,
            Users = [group],
            Encoders = pool,
            Decoders = pool,
            Cell = new() { SymbolRateBaud = 1e9 },
        };

        var result = await Run(options, new StubOptions { EncodeMs = 100 });

        result.Balance.Delivered.Should().BeGreaterThan(58_000);
        var wait = result.Statistics.Stages.All.First().Seconds.Mean;
        wait.Should().BeApproximately(0.5 / (2 * 10 * (1 - 0.5)), 0.03 * 0.05, "service takes 0.1 s at a load of one half");
    }

    [Fact]
    public async Task Three_hundred_orders_of_chaos_lose_nothing()
    {
        var chaos = InStep with
        {
            DurationSeconds = 10,
            Faults = Busy.Faults with
            {
                EncoderCrashDuring = 0.05,
                EncoderCrashAfter = 0.05,
                DecoderCrashBefore = 0.05,
                DecoderCrashDuring = 0.05,
                FullQueue = 0.05,
                ExpiredDeadline = 0.05,
            },
        };
        for (var seed = 1; seed <= 300; seed++)
        {
            var result = await Run(chaos with { Seed = seed }, shuffle: seed);

            result.End.Should().Be(RunEnd.Finished, $"seed {seed}");
            result.Balance.IsBalanced.Should().BeTrue($"seed {seed}: {result.Balance}");
            result.DeadLetters.Should().Be(0, $"seed {seed}");
        }
    }

    private static async Task<List<string>> EventsOf(SimulationOptions options, long shuffle = 0, int? computeThreads = null)
    {
        var events = new Events();
        await Run(options, null, shuffle, computeThreads, events);
        return events.Lines;
    }

    private static Task<RunResult> Run(SimulationOptions options, StubOptions? stub = null, long shuffle = 0,
        int? computeThreads = null, IRunObserver? observer = null)
    {
        var codec = new StubCodec(stub ?? Stub, new Seed((ulong)options.Seed), options.Adapters.SnrsDb, 5, TimeProvider.System);
        return SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, observer ?? new SilentObserver(), CancellationToken.None, shuffle, computeThreads);
    }

    private sealed class Events : IRunObserver
    {
        public List<string> Lines { get; } = [];

        public void Submitted(double timeSeconds, TransmissionId id) => Lines.Add($"{timeSeconds:R} submitted {id}");

        public void Reached(double timeSeconds, TransmissionId id, Stage stage) => Lines.Add($"{timeSeconds:R} {stage} {id}");

        public void Ended(TransmissionRecord record) => Lines.Add(JsonSerializer.Serialize(record));

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot) => Lines.Add($"{snapshot}");
    }
}
