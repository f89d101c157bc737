using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Time;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Weights;

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
    public async Task The_same_seed_gives_the_same_events_on_any_number_of_threads_and_in_place()
    {
        var one = await EventsOf(Busy, computeThreads: 1);
        var two = await EventsOf(Busy, computeThreads: 2);
        var inPlace = await EventsOf(Busy);

        one.Should().HaveCountGreaterThan(1000);
        two.SequenceEqual(one).Should().BeTrue();
        inPlace.SequenceEqual(one).Should().BeTrue();
    }

    [Fact]
    public async Task A_long_link_takes_its_time_and_all_times_add_up()
    {
        var ended = new Events();

        await Run(Busy with
        {
            Faults = new(),
            Users = [Busy.Users[0] with { DeadlineSeconds = 0, Link = Busy.Users[0].Link with { PropagationMs = 240 } }],
        }, observer: ended);

        var delivered = ended.Records.Where(record => record.Kind == OutcomeKind.Delivered).ToArray();
        delivered.Should().HaveCountGreaterThan(100);
        foreach (var (record, times) in delivered.Select(record => (record, record.Times)))
        {
            times.PropagationSeconds.Should().Be(0.24);
            record.LatencySeconds.Should().BeApproximately(times.EncodeWaitSeconds + times.EncodeComputeSeconds
                + times.AirWaitSeconds + times.AirSeconds + 0.24 + times.DecodeWaitSeconds + times.DecodeComputeSeconds, 1e-5);
        }
    }

    [Fact]
    public async Task An_adapter_that_is_not_there_takes_its_time_to_load()
    {
        var options = new SimulationOptions { DurationSeconds = 60, Users = [new() { Arrivals = new() { ThinkSeconds = 1 } }] };
        var ended = new Events();

        await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(),
            new HangingCodec(StubOf(options), Released) { GivenTimes = new SlowAdapters(Stub) }, ["smile"]),
            TimeProvider.System, ended, CancellationToken.None);

        var decoding = ended.Records.Where(record => record.Kind == OutcomeKind.Delivered)
            .Select(record => record.Times.DecodeComputeSeconds).ToArray();
        decoding.Should().HaveCountGreaterThan(20);
        decoding[0].Should().BeApproximately(1.005, 1e-6, "an adapter is loaded once");
        decoding[1..].Should().AllSatisfy(seconds => seconds.Should().BeApproximately(0.005, 1e-6));
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

    /// <summary>Nothing of a run changes where someone looks on, and every event has its message.</summary>
    [Fact]
    public async Task A_trace_has_every_message_in_order_and_changes_nothing()
    {
        var (messages, again) = (new List<TracedMessage>(), new List<TracedMessage>());
        var (plain, traced) = (new Events(), new Events());

        await Run(Busy, observer: plain);
        await Run(Busy, observer: traced, trace: messages.Add);
        await Run(Busy, computeThreads: 1, trace: again.Add);

        traced.Lines.Should().Equal(plain.Lines);
        // Akka numbers its own actors through all systems of a process.
        static IEnumerable<string> Lines(IEnumerable<TracedMessage> all) => all.Select(one =>
            Regex.Replace(JsonSerializer.Serialize(one), @"(StreamSupervisor|Unsubscriber)-\d+", "$1"));
        string.Join('\n', Lines(again)).Should().Be(string.Join('\n', Lines(messages)));
        messages.Select(message => message.TimeSeconds).Should().BeInAscendingOrder();
        messages.Count(message => message is { To: "ledger", Type: "Ledger.Ended" })
            .Should().Be(plain.Lines.Count(line => line.StartsWith('{')));
        messages.Should().Contain(message => message.From == "encoders" && message.To == "encoders/worker-0"
            && message.Type == "BatchWorker.Batch" && message.Content.StartsWith("Number 0, Items [#"));
    }

    [Fact]
    public async Task A_batch_that_gives_nothing_ends_the_run_and_names_its_worker()
    {
        var release = new TaskCompletionSource();
        var options = Busy with { HangSeconds = 0.5, Faults = new() };
        var codec = new HangingCodec(StubOf(options), release);

        var result = await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, new SilentObserver(), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        release.SetResult();
        result.End.Should().Be(RunEnd.Stalled);
        result.HungWorkers.Should().Equal("encoders/worker-1");
        result.Balance.Lost.Should().BePositive();
    }

    [Fact]
    public async Task A_batch_that_gives_nothing_stalls_a_run_by_the_wall_clock()
    {
        var release = new TaskCompletionSource();
        var options = Busy with { Clock = ClockKind.Wall, StallSeconds = 1, SampleSeconds = 0.1, Faults = new() };
        var codec = new HangingCodec(new StubCodec(new(), new Seed(1), options.Adapters.SnrsDb, 5, TimeProvider.System), release)
        {
            HungWorker = 0,
        };
        // Of several workers by the wall clock the first may do all the work.
        options = options with { Encoders = new() { Workers = 1, Batching = new() { MaxSize = 4, MaxDelayMs = 0 } } };

        var result = await SimulationRun.RunAsync(new SimulationPlan(options with { DurationSeconds = 3 },
            new ChannelRegistry(), codec, ["smile"]), TimeProvider.System, new SilentObserver(), CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1));

        release.SetResult();
        result.End.Should().Be(RunEnd.Stalled);
    }

    [Theory]
    [InlineData(ClockKind.Virtual)]
    [InlineData(ClockKind.Wall)]
    public async Task An_interrupt_ends_a_batch_that_is_being_computed(ClockKind clock)
    {
        using var interrupt = new CancellationTokenSource();
        var options = Busy with { Clock = clock, Faults = new(), DurationSeconds = 3, HangSeconds = 600, StallSeconds = 600 };
        options = options with { Encoders = new() { Workers = 2, Batching = new() { MaxSize = 4, MaxDelayMs = 0 } } };
        var codec = new HangingCodec(StubOf(options), new()) { Hung = interrupt.Cancel };

        var result = await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, new SilentObserver(), interrupt.Token).WaitAsync(TimeSpan.FromMinutes(1));

        result.End.Should().Be(RunEnd.Interrupted);
        result.Balance.IsBalanced.Should().BeTrue();
        result.Encoders.Restarts.Should().Be(0, "nothing broke");
    }

    private static async Task<List<string>> EventsOf(SimulationOptions options, long shuffle = 0, int? computeThreads = null)
    {
        var events = new Events();
        await Run(options, null, shuffle, computeThreads, events);
        return events.Lines;
    }

    private static Task<RunResult> Run(SimulationOptions options, StubOptions? stub = null, long shuffle = 0,
        int? computeThreads = null, IRunObserver? observer = null, Action<TracedMessage>? trace = null)
    {
        ICodec codec = StubOf(options, stub);
        if (computeThreads is not null) codec = new HangingCodec((StubCodec)codec, Released);
        return SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, observer ?? new SilentObserver(), CancellationToken.None, shuffle, computeThreads, trace);
    }

    private static TaskCompletionSource Released
    {
        get
        {
            var released = new TaskCompletionSource();
            released.SetResult();
            return released;
        }
    }

    private static StubCodec StubOf(SimulationOptions options, StubOptions? stub = null) =>
        new(stub ?? Stub, new Seed((ulong)options.Seed), options.Adapters.SnrsDb, 5, TimeProvider.System);

    private sealed class SlowAdapters(IBatchTimes times) : IBatchTimes
    {
        public double AdapterLoadSeconds => 1;

        public double LeastEncodeSeconds(IReadOnlyList<EditRequest> requests) => times.LeastEncodeSeconds(requests);

        public double EncodeSeconds(IReadOnlyList<Encoding?> encodings) => times.EncodeSeconds(encodings);

        public double DecodeSeconds(int frames) => times.DecodeSeconds(frames);
    }

    /// <summary>
    /// The stub codec on compute threads; its second encoder never comes back from its third batch until it is released.
    /// </summary>
    private sealed class HangingCodec(StubCodec stub, TaskCompletionSource release) : ICodec
    {
        public string Name => stub.Name;

        public int SymbolCount => stub.SymbolCount;

        public int HeaderSymbols => 0;

        public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

        public IBatchTimes? GivenTimes { get; init; } = stub.GivenTimes;

        /// <summary>Happens on another thread where the batch begins that waits.</summary>
        public Action? Hung { get; init; }

        /// <summary>Its third batch waits.</summary>
        public int HungWorker { get; init; } = 1;

        public IEncoder CreateEncoder(WorkerPlace place) =>
            place.Worker == HungWorker ? new Encoder(stub.CreateEncoder(place), release, Hung, place.Stop) : stub.CreateEncoder(place);

        public IDecoder CreateDecoder(WorkerPlace place) => stub.CreateDecoder(place);

        public IJudge CreateJudge(WorkerPlace place) => stub.CreateJudge(place);

        private sealed class Encoder(IEncoder inner, TaskCompletionSource release, Action? hung, CancellationToken stop) : IEncoder
        {
            private int batches;

            public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch)
            {
                if (++batches == 3)
                {
                    if (hung is not null) Task.Run(hung, CancellationToken.None);
                    release.Task.Wait(stop);
                }
                return inner.Encode(batch);
            }

            public void Dispose() => inner.Dispose();
        }
    }

    private sealed class Events : IRunObserver
    {
        public List<string> Lines { get; } = [];

        public List<TransmissionRecord> Records { get; } = [];

        public void Submitted(double timeSeconds, TransmissionId id) => Lines.Add($"{timeSeconds:R} submitted {id}");

        public void Reached(double timeSeconds, TransmissionId id, Stage stage) => Lines.Add($"{timeSeconds:R} {stage} {id}");

        public void Ended(TransmissionRecord record)
        {
            Records.Add(record);
            Lines.Add(JsonSerializer.Serialize(record));
        }

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot) => Lines.Add($"{snapshot}");
    }
}
