using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Air;

public class AirQueueTests
{
    private readonly AirQueue air = new(new CellOptions { SymbolRateBaud = 256, QueueLimit = 3 });
    private readonly Queue<Journey> done = new();

    [Fact]
    public void Advance_OneAfterTheOther_HoldsTheAirForItsSymbols()
    {
        air.Add(Frame(1), 256, 10, 0);
        air.Add(Frame(2), 256, 10, 0);

        air.Advance(0.9, done);
        done.Should().BeEmpty("256 complex symbols at 256 baud take a second");
        air.NextEventSeconds.Should().Be(1);
        air.Advance(2, done);

        done.Select(frame => frame.Id.Value).Should().Equal(1, 2);
        done.Last().SentSeconds.Should().Be(1);
        done.Last().Times.Should().Be(new StageTimes { AirWaitSeconds = 1, AirSeconds = 1 });
        air.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Advance_DeadlineWhileWaiting_ExpiresIt()
    {
        air.Add(Frame(1), 256, 10, 0);
        air.Advance(0, done);
        air.Add(Frame(2, deadlineSeconds: 0.5), 256, 10, 0);

        air.NextEventSeconds.Should().Be(0.5);
        air.Advance(0.5, done);

        done.Should().ContainSingle().Which.Reason.Should().Be(EndReason.DeadlinePassed);
        air.WaitingCount.Should().Be(0);
    }

    [Fact]
    public void Advance_AfterAHandover_LetsTheFrameWaitAndOthersPass()
    {
        var moved = Frame(1, deadlineSeconds: 9) with { Cell = new CellChoice(0, CellChange.Handover, 1.5) };
        air.Add(moved, 256, 10, 0);
        air.Add(Frame(2), 128, 10, 0);

        air.Advance(0.5, done);
        done.Should().ContainSingle().Which.Id.Value.Should().Be(2);
        air.NextEventSeconds.Should().Be(1.5);
        air.WaitingCount.Should().Be(1);
        air.Advance(1.5, done);
        air.NextEventSeconds.Should().Be(2.5, "its deadline is of no interest on the air");
        air.Advance(3, done);

        done.Last().Should().BeEquivalentTo(new { moved.Id, SentSeconds = 1.5, Times = new { AirWaitSeconds = 1.5 } });
        air.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void GiveUp_OneOnTheAir_InterruptsTheOthers()
    {
        air.Add(Frame(1), 256, 10, 0);
        air.Advance(0, done);
        air.Add(Frame(2), 256, 10, 0);

        air.GiveUp(done);
        air.Advance(1, done);

        done.Select(frame => frame.Reason).Should().Equal(EndReason.Interrupted, EndReason.None);
        air.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void HasRoom_FullQueue_IsFalse()
    {
        for (var i = 0; i < 3; i++) air.Add(Frame(i), 256, 10, 0);

        air.HasRoom.Should().BeFalse();
        air.Advance(0, done);
        air.HasRoom.Should().BeTrue("one has left the queue for the air");
    }

    private static Journey Frame(long id, double deadlineSeconds = double.PositiveInfinity)
    {
        var request = new EditRequest(
            new TransmissionId(id), new UserId((int)id), new ImageSource.Portrait(default, 0), "", null, 0);
        return new Journey(request, default, 0, 0, ActorRefs.Nobody) { DeadlineSeconds = deadlineSeconds };
    }
}
