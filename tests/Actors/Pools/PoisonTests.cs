using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Actors.Tests.Pools;

public class PoisonTests
{
    private const int Users = 2000, EveryPoisonous = 400;

    /// <summary>5 of 2,000 items throw, or make the codec return nothing: these fail, each after three attempts alone.</summary>
    [Theory]
    [InlineData(ClockKind.Virtual, true)]
    [InlineData(ClockKind.Wall, true)]
    [InlineData(ClockKind.Virtual, false)]
    public async Task Items_that_break_a_batch_fail_alone(ClockKind clock, bool isThrowing)
    {
        var batching = new BatchingOptions { MaxSize = 16, MaxDelayMs = 1, QueueLimit = Users };
        var options = new SimulationOptions
        {
            Clock = clock,
            DurationSeconds = 1e6,
            Users = [new UserGroupOptions { Count = Users, Dialog = new DialogOptions { Conversations = 1 } }],
            Encoders = new PoolOptions { Workers = 2, Batching = batching },
            Decoders = new PoolOptions { Workers = 2, Batching = batching },
            Cell = new() { SymbolRateBaud = 1e8, QueueLimit = Users },
        };
        var codec = new PoisonedCodec(
            new StubCodec(new StubOptions(), new Seed(1), options.Adapters.SnrsDb, 5, TimeProvider.System), isThrowing);

        var result = await SimulationRun.RunAsync(new SimulationPlan(options, new ChannelRegistry(), codec, ["smile"]),
            TimeProvider.System, new SilentObserver(), CancellationToken.None);

        result.Balance.IsBalanced.Should().BeTrue(result.Balance.ToString());
        result.Balance.Delivered.Should().Be(Users - Users / EveryPoisonous);
        result.Statistics.Reasons.Should().Equal(
            new Dictionary<EndReason, long> { [EndReason.EncoderCrashed] = Users / EveryPoisonous });
        result.DeadLetters.Should().Be(0);
    }

    private sealed class PoisonedCodec(StubCodec stub, bool isThrowing) : ICodec
    {
        public string Name => stub.Name;

        public int SymbolCount => stub.SymbolCount;

        public int HeaderSymbols => 0;

        public IReadOnlyList<WeightsFileEntry> WeightsFiles => [];

        public IBatchTimes? GivenTimes => stub.GivenTimes;

        public IEncoder CreateEncoder(WorkerPlace place) => new Encoder(stub.CreateEncoder(place), isThrowing);

        public IDecoder CreateDecoder(WorkerPlace place) => stub.CreateDecoder(place);

        public IJudge CreateJudge(WorkerPlace place) => stub.CreateJudge(place);
    }

    private sealed class Encoder(IEncoder inner, bool isThrowing) : IEncoder
    {
        public IReadOnlyList<Encoding?> Encode(IReadOnlyList<EditRequest> batch) =>
            batch.All(request => request.User.Value % EveryPoisonous != 7) ? inner.Encode(batch)
            : isThrowing ? throw new InvalidOperationException("poison") : [];

        public void Dispose() => inner.Dispose();
    }
}
