using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Actors.Users;

namespace EditableDeepSC.Actors.Tests.Pools;

public class DecoderPoolTests : RunKit
{
    [Fact]
    public void A_frame_is_decoded_judged_and_answered()
    {
        var run = Run();
        var pool = Pool(run);

        pool.Tell(new DecoderPool.StreamStarted(), TestActor);
        ExpectMsg<DecoderPool.Ack>();
        pool.Tell(Received(run), TestActor);
        ExpectMsg<DecoderPool.Ack>();

        var end = ExpectEnd();
        end.Kind.Should().Be(OutcomeKind.Delivered);
        end.Quality!.Value.PsnrDb.Should().BeGreaterThan(25, "nothing disturbed it");
        var answer = User.ExpectMsg<UserActor.Answered>();
        answer.Kind.Should().Be(OutcomeKind.Delivered);
        answer.Latent.Should().NotBeNull();
        answer.EndedSeconds.Should().Be(end.EndedSeconds);
        pool.Tell(new WorkerPool.GetReport(), TestActor);
        ExpectMsg<PoolReport>().Adapters.Should().BeEquivalentTo(new { Loads = 1, Hits = 0 });
    }

    [Fact]
    public void A_full_queue_holds_the_stream_back()
    {
        var run = Run(new SimulationOptions { Decoders = Pool(queueLimit: 1) }, new() { DecodeMs = 3000 });
        var pool = Pool(run);

        pool.Tell(Received(run, 1), TestActor);
        ExpectMsg<DecoderPool.Ack>();
        pool.Tell(Received(run, 2), TestActor);

        ExpectNoMsg(100);
        ExpectMsg<DecoderPool.Ack>(TimeSpan.FromSeconds(20));
        ExpectEnd().Kind.Should().Be(OutcomeKind.Delivered);
        ExpectEnd().Kind.Should().Be(OutcomeKind.Delivered);
    }

    [Fact]
    public void A_frame_that_is_over_ends_with_its_reason()
    {
        var run = Run();

        Pool(run).Tell(Received(run) with { Reason = EndReason.LinkFailed }, TestActor);

        ExpectEnd().Reason.Should().Be(EndReason.LinkFailed);
        User.ExpectMsg<UserActor.Answered>().Kind.Should().Be(OutcomeKind.Failed);
    }

    [Fact]
    public void A_picture_after_its_deadline_has_expired()
    {
        var run = Run(stub: new() { DecodeMs = 300 });

        Pool(run).Tell(Received(run) with { DeadlineSeconds = run.Clock.NowSeconds + 0.1 }, TestActor);

        ExpectEnd().Kind.Should().Be(OutcomeKind.Expired);
    }

    [Fact]
    public void A_crash_in_the_middle_fails_the_batch()
    {
        EventFilter.Exception<InjectedFaultException>().Mute();
        var run = Run(new SimulationOptions { Faults = new FaultOptions { DecoderCrashDuring = 1 } });

        Pool(run).Tell(Received(run), TestActor);

        ExpectEnd().Reason.Should().Be(EndReason.DecoderCrashed);
    }

    [Fact]
    public void A_run_that_stops_takes_no_more_frames()
    {
        var run = Run();
        run.Gauges.IsStopping = true;

        Pool(run).Tell(Received(run), TestActor);

        ExpectEnd().Reason.Should().Be(EndReason.Interrupted);
    }

    private IActorRef Pool(RunContext run) => Sys.ActorOf(Making.Of(() => new DecoderPool(run)));
}
