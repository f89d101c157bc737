using System.Collections.Concurrent;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors.Tests.Runs;

public class WorkerThreadTests
{
    [Fact]
    public async Task Run_TwoWorkersEach_ComputeOnThreadsOfTheirOwn()
    {
        var pool = new PoolOptions { Workers = 2, Batching = new BatchingOptions { MaxSize = 2, MaxDelayMs = 0 } };
        var options = new SimulationOptions
        {
            DurationSeconds = 1e6,
            Clock = ClockKind.Wall,
            Users = [new UserGroupOptions { Count = 20, Dialog = new DialogOptions { Conversations = 5 } }],
            Encoders = pool,
            Decoders = pool,
        };
        var codec = new ThreadCodec(new StubCodec(new StubOptions(), new Seed(1), [0], 1, TimeProvider.System));

        await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["add long bangs"]),
            TimeProvider.System, new SilentObserver(), CancellationToken.None);

        codec.Seen.Should().HaveCountGreaterThan(4).And.OnlyContain(seen => !seen.IsOfPool);
        codec.Seen.GroupBy(seen => seen.Worker).Should().HaveCount(4)
            .And.OnlyContain(worker => worker.Select(seen => seen.Thread).Distinct().Count() == 1);
        codec.Seen.Select(seen => seen.Thread).Distinct().Should().HaveCount(4);
    }

    /// <summary>The stub codec, noting on which threads it is made and called.</summary>
    private sealed class ThreadCodec(StubCodec stub) : ICodec
    {
        public ConcurrentBag<(string Worker, int Thread, bool IsOfPool)> Seen { get; } = [];

        public string Name => stub.Name;

        public int SymbolCount => stub.SymbolCount;

        public int HeaderSymbols => 0;

        public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

        public IBatchTimes? GivenTimes => null;

        public IEncoder CreateEncoder(WorkerPlace place)
        {
            Note($"encoder {place.Worker}");
            return new Encoder(this, place.Worker, stub.CreateEncoder(place));
        }

        public IDecoder CreateDecoder(WorkerPlace place)
        {
            Note($"decoder {place.Worker}");
            return new Decoder(this, place.Worker, stub.CreateDecoder(place));
        }

        public IJudge CreateJudge(WorkerPlace place) => stub.CreateJudge(place);

        private void Note(string worker) =>
            Seen.Add((worker, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));

        private sealed class Encoder(ThreadCodec codec, int worker, IEncoder inner) : IEncoder
        {
            public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch)
            {
                codec.Note($"encoder {worker}");
                return inner.Encode(batch);
            }

            public void Dispose() => inner.Dispose();
        }

        private sealed class Decoder(ThreadCodec codec, int worker, IDecoder inner) : IDecoder
        {
            public AdapterBankCounts Adapters => inner.Adapters;

            public IReadOnlyList<RgbImage?> Decode(IReadOnlyList<ReceivedFrame> batch)
            {
                codec.Note($"decoder {worker}");
                return inner.Decode(batch);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
