using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.ErrorRates;

public sealed class ErrorRateEngineTests
{
    [Theory]
    [InlineData("qam16", 1)]
    [InlineData("bpsk", 2)]
    public void Run_ErrorsOrFrames_CountsDoNotDependOnTheThreads(string modulation, int user)
    {
        var setup = Uncoded(Constellation.Find(modulation), new RayleighChannel(new()), 8, user);
        foreach (var rules in new StopRules[] { new() { BitErrors = 20_000 }, new() { Frames = 200 } })
        {
            var counts = new[] { 1, 2, 5 }
                .Select(threads => new ErrorRateEngine(threads, TimeProvider.System)
                    .Run(() => new LinkTrial(setup), rules).Counts)
                .ToArray();
            counts.Should().OnlyContain(other => other == counts[0]);
        }
    }

    [Fact]
    public void Run_EachRule_IsNamedAsTheReason()
    {
        Run(new() { BitErrors = 3, LeastFrames = 1 }).Reason.Should().Be(StopReason.Errors);
        Run(new() { FrameErrors = 3 }).Reason.Should().Be(StopReason.Errors);
        Run(new() { Frames = 100 }).Should().Be((new ErrorCounts(100, 100, 1000, 100, 100, 200), StopReason.Frames));
        Run(new() { Time = TimeSpan.FromSeconds(5) }).Reason.Should().Be(StopReason.Time);
    }

    [Fact]
    public void Run_Cancelled_Throws() =>
        FluentActions.Invoking(() => new ErrorRateEngine(1, new TickingClock())
            .Run(() => new OneErrorAFrame(), new(), new CancellationToken(canceled: true)))
            .Should().Throw<OperationCanceledException>();

    [Fact]
    public void LinkTrial_SteadyState_AllocatesNothing()
    {
        var code = LdpcCodes.Find("ldpc648r34");
        var modem = new LdpcModemOptions { Code = code, Constellation = Constellation.Qam64, InterleaverColumns = 18 };
        var trial = new LinkTrial(new LinkSetup(
            new RayleighChannel(new()), () => new LdpcModem(modem), code.InfoBits, 20, new Seed(1), new UserId(0)));
        trial.Run(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 1; frame < 10; frame++) trial.Run(frame);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    internal static LinkSetup Uncoded(Constellation constellation, IChannel channel, double esN0Db, int user) => new(
        channel, () => new UncodedModem(constellation), 512 * constellation.BitsPerSymbol, esN0Db, new Seed(7),
        new UserId(user));

    private static (ErrorCounts Counts, StopReason Reason) Run(StopRules rules) =>
        new ErrorRateEngine(2, new TickingClock()).Run(() => new OneErrorAFrame(), rules);

    private sealed class OneErrorAFrame : IFrameTrial
    {
        public FrameResult Run(long frame) => new(Bits: 10, BitErrors: 1, Iterations: 2);
    }

    /// <summary>Each look at the clock takes a second.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
