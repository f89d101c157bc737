using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.TestKit;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Tests.Air;

public class SeveralCellsTests : RunKit
{
    private static readonly GroupLink Link = new(new AwgnChannel(), new ConstantSnr(new()), new());

    [Fact]
    public void A_full_cell_refuses_frames_and_does_not_hold_up_the_other()
    {
        CellSiteOptions narrow = new() { SymbolRateBaud = 1, QueueLimit = 1 };
        var run = Run(new SimulationOptions { Cells = [narrow, new() { SymbolRateBaud = 1e9 }] });
        var encoders = CreateTestProbe();
        var receiver = Air(run, Link, encoders);
        encoders.ExpectMsg<EncoderPool.AirIsFree>();

        // The first is on the air for minutes, the second waits, the third finds the queue full.
        encoders.Reply((Journey[])[.. new[] { 1, 2, 3, 4 }.Select(id => Encoded(run, id) with
        {
            Cell = new CellChoice(id < 4 ? 0 : 1, CellChange.None, 0),
        })]);

        receiver.Request(2);
        receiver.ExpectNext().Should().BeEquivalentTo(new { Id = new { Value = 3 }, Reason = EndReason.AirFull });
        receiver.ExpectNext().Should().BeEquivalentTo(new { Id = new { Value = 4 }, Reason = EndReason.None });
    }

    /// <summary>256 complex symbols, and a gain for each 64 of them: 4 estimates.</summary>
    [Theory]
    [InlineData(CsiKind.Perfect, 0, 0)]
    [InlineData(CsiKind.Pilots, 0, 4 * 3)]
    [InlineData(CsiKind.Pilots, 32, 8 * 3)]
    public void Pilots_take_air_time(CsiKind csi, int spacing, int pilots)
    {
        var receiver = new ReceiverOptions { Csi = csi, PilotSpacingSymbols = spacing, PilotsPerEstimate = 3 };
        AirSymbols(new RayleighChannel(new RayleighOptions { BlockSymbols = 64 }), receiver).Should().Be(pilots);
    }

    [Fact]
    public void Pilots_of_each_tap_and_the_wait_for_the_last_echo_take_air_time()
    {
        var channel = new FrequencySelectiveChannel(new() { PowersDb = [0, -3, -6] });

        AirSymbols(channel, new ReceiverOptions()).Should().Be(2);
        AirSymbols(channel, new ReceiverOptions { Csi = CsiKind.Pilots }).Should().Be(2 + 3 * 4);
    }

    /// <summary>What a frame takes beside payload and header, in a cell of 1,000,000 symbols a second.</summary>
    private int AirSymbols(IChannel channel, ReceiverOptions receiver)
    {
        var run = Run();
        var encoders = CreateTestProbe();
        var sent = Air(run, new GroupLink(channel, new ConstantSnr(new()), receiver), encoders);
        encoders.ExpectMsg<EncoderPool.AirIsFree>();
        encoders.Reply((Journey[])[Encoded(run)]);
        var frame = sent.Request(1).ExpectNext();
        return (int)Math.Round(1e6 * frame.Times.AirSeconds) - 256 - run.Codec.HeaderSymbols;
    }

    private TestSubscriber.Probe<Journey> Air(RunContext run, GroupLink link, TestProbe encoders) =>
        Source.FromGraph(new AirStage(run, [link], encoders)).RunWith(this.SinkProbe<Journey>(), Sys.Materializer());
}
