using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Actors.Users;

namespace EditableDeepSC.Actors.Tests.Pools;

public class EncoderPoolTests : RunKit
{
    [Fact]
    public void Submit_Request_IsEncodedAndWaitsForTheAir()
    {
        var pool = Pool(Run());

        pool.Tell(new EncoderPool.Submit(Journey()));

        Ledger.ExpectMsg<Ledger.Submitted>();
        Ledger.ExpectMsg<Ledger.Reached>().Stage.Should().Be(Stage.Encoding);
        Ledger.ExpectMsg<Ledger.Reached>(TimeSpan.FromSeconds(20)).Stage.Should().Be(Stage.Encoded);
        ExpectNoMsg(100);
        pool.Tell(EncoderPool.AirIsFree.Instance, TestActor);
        var batch = ExpectMsg<IReadOnlyList<Journey>>();
        batch.Should().ContainSingle().Which.Encoding!.Symbols.Should().HaveCount(512);
        batch[0].Request.KeepsPictures.Should().BeTrue("it is the first of its band");
    }

    [Fact]
    public void Submit_WhileTheAirIsFull_FillsTheQueueAndThenRefuses()
    {
        var run = Run(new SimulationOptions { Encoders = Pool(queueLimit: 2) });
        var pool = Pool(run);

        pool.Tell(new EncoderPool.Submit(Journey(1)));
        Ledger.FishForMessage<Ledger.Reached>(reached => reached.Stage == Stage.Encoded, TimeSpan.FromSeconds(20));
        for (var id = 2; id <= 4; id++) pool.Tell(new EncoderPool.Submit(Journey(id)));

        var end = ExpectEnd();
        end.Should().BeEquivalentTo(new { Id = 4L, Kind = OutcomeKind.Rejected, Reason = EndReason.QueueFull });
        User.ExpectMsg<UserActor.Answered>().Kind.Should().Be(OutcomeKind.Rejected);
        run.Gauges.EncoderQueue.Should().Be(2);
    }

    [Fact]
    public void An_item_over_which_workers_crash_fails_after_three_attempts()
    {
        var pool = Pool(Run(new SimulationOptions { Faults = new FaultOptions { EncoderCrashBefore = 1 } }));

        EventFilter.Exception<InjectedFaultException>().Mute();
        pool.Tell(new EncoderPool.Submit(Journey(1)));
        ExpectEnd().Reason.Should().Be(EndReason.EncoderCrashed);
        pool.Tell(new EncoderPool.Submit(Journey(2)));
        ExpectEnd().Reason.Should().Be(EndReason.EncoderCrashed);

        pool.Tell(new WorkerPool.GetReport(), TestActor);
        ExpectMsg<PoolReport>().Should().BeEquivalentTo(new { Restarts = 6, Returned = 4L });
    }

    [Theory]
    [InlineData(1.0, 0.0, EndReason.EncodingFailed)]
    [InlineData(0.0, 1.0, EndReason.NotFinite)]
    public void What_cannot_be_encoded_fails_alone(double failChance, double notFinite, EndReason reason)
    {
        var options = new SimulationOptions { Faults = new FaultOptions { NotFinite = notFinite } };
        var pool = Pool(Run(options, new() { FailChance = failChance }));

        pool.Tell(new EncoderPool.Submit(Journey()));

        ExpectEnd().Reason.Should().Be(reason);
        User.ExpectMsg<UserActor.Answered>().Latent.Should().BeNull();
    }

    [Fact]
    public void A_deadline_that_passes_in_the_queue_ends_the_request()
    {
        var pool = Pool(Run(new SimulationOptions
        {
            Encoders = new PoolOptions { Batching = new BatchingOptions { MaxSize = 2, MaxDelayMs = 1e6 } },
        }));

        pool.Tell(new EncoderPool.Submit(Journey() with { DeadlineSeconds = 0.2 }));

        ExpectEnd().Kind.Should().Be(OutcomeKind.Expired);
    }

    [Fact]
    public void GiveUp_Waiting_AreInterrupted()
    {
        var pool = Pool(Run(new SimulationOptions
        {
            Encoders = new PoolOptions { Batching = new BatchingOptions { MaxSize = 2, MaxDelayMs = 1e6 } },
        }));
        pool.Tell(new EncoderPool.Submit(Journey()));

        pool.Tell(new WorkerPool.GiveUp());

        ExpectEnd().Reason.Should().Be(EndReason.Interrupted);
    }

    private IActorRef Pool(RunContext run) => Sys.ActorOf(Making.Of(() => new EncoderPool(run)));
}
