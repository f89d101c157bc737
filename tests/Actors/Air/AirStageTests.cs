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
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Tests.Air;

public class AirStageTests : RunKit
{
    private readonly TestProbe encoders;

    public AirStageTests() => encoders = CreateTestProbe("encoders");

    [Fact]
    public void A_free_air_asks_for_a_batch_and_frames_leave_one_by_one()
    {
        var run = Run(new SimulationOptions { Cell = new CellOptions { SymbolRateBaud = 1e9 } });
        var receiver = Air(run);

        encoders.ExpectMsg<EncoderPool.AirIsFree>();
        encoders.Reply(Batch(run, 1, 2));

        receiver.Request(2).ExpectNext().Id.Value.Should().Be(1);
        receiver.ExpectNext().Id.Value.Should().Be(2);
        Ledger.ExpectMsg<Ledger.Reached>().Stage.Should().Be(Stage.Sent);
        encoders.ExpectMsg<EncoderPool.AirIsFree>();
    }

    [Fact]
    public void Frames_that_find_no_receiver_hold_back_the_encoders()
    {
        var run = Run(new SimulationOptions { Cell = new CellOptions { SymbolRateBaud = 1e9, QueueLimit = 1 } });
        var receiver = Air(run);

        encoders.ExpectMsg<EncoderPool.AirIsFree>();
        encoders.Reply(Batch(run, 1, 2, 3));

        encoders.ExpectNoMsg(300);
        receiver.Request(3).ExpectNextN(3).Should().HaveCount(3);
        encoders.ExpectMsg<EncoderPool.AirIsFree>();
    }

    [Fact]
    public void A_run_that_stops_gives_up_what_waits()
    {
        var run = Run(new SimulationOptions { Cell = new CellOptions { SymbolRateBaud = 1, QueueLimit = 1 } });
        var receiver = Air(run);
        encoders.ExpectMsg<EncoderPool.AirIsFree>();
        encoders.Reply(Batch(run, 1, 2, 3));
        receiver.Request(2).ExpectNoMsg(TimeSpan.FromMilliseconds(300)); // 256 seconds each

        run.Gauges.IsStopping = true;
        encoders.Reply(new AirStage.Stop());

        receiver.ExpectNextN(2).Should().OnlyContain(journey => journey.Reason == EndReason.Interrupted);
    }

    [Fact]
    public void Frames_go_to_the_link_of_their_user_and_leave_as_they_arrive()
    {
        var run = Run();
        var link = CreateTestProbe("link");
        var (frames, receiver) = this.SourceProbe<Journey>().Via(Flow.FromGraph(new LinkStage()))
            .ToMaterialized(this.SinkProbe<Journey>(), Keep.Both).Run(Sys.Materializer());
        receiver.Request(2);

        frames.SendNext(Encoded(run, 1) with { Link = link });
        frames.SendNext(Encoded(run, 2) with { Reason = EndReason.DeadlinePassed });

        receiver.ExpectNext().Reason.Should().Be(EndReason.DeadlinePassed, "it is over and needs no link");
        link.Reply(new LinkStage.Arrived(link.ExpectMsg<LinkActor.Send>().Journey));
        receiver.ExpectNext().Id.Value.Should().Be(1);
        frames.SendComplete();
        receiver.ExpectComplete();
    }

    private TestSubscriber.Probe<Journey> Air(RunContext run) => Source.FromGraph(new AirStage(run, [Link], encoders))
        .RunWith(this.SinkProbe<Journey>(), Sys.Materializer());

    private static GroupLink Link =>
        new(new AwgnChannel(), new ConstantSnr(new ConstantSnrOptions { SnrDb = 6 }), new());

    private Journey[] Batch(RunContext run, params long[] ids) => [.. ids.Select(id => Encoded(run, id))];
}
