using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Accounting;

public class LedgerTests : RunKit
{
    private readonly RunGauges gauges = new();
    private readonly RunStatistics statistics = new([6], 1, 1, 100);
    private readonly TaskCompletionSource<RunResult> result = new();

    [Fact]
    public void Close_AfterEvents_GivesTheBalanceAndNamesWhatIsOpen()
    {
        var ledger = Start(new SilentObserver());
        ledger.Tell(new Ledger.Submitted(0, new TransmissionId(1)));
        ledger.Tell(new Ledger.Submitted(0, new TransmissionId(2)));
        ledger.Tell(new Ledger.Reached(1, Stage.Encoding, [new TransmissionId(1), new TransmissionId(2)]));
        ledger.Tell(new Ledger.Ended(new() { Id = 1, Kind = OutcomeKind.Failed, Reason = EndReason.LinkFailed }, null));
        ledger.Tell(new Ledger.Ended(new() { Id = 3, Kind = OutcomeKind.Rejected, Reason = EndReason.QueueFull }, null));

        ledger.Tell(new Ledger.Close(), TestActor);

        var balance = ExpectMsg<Balance>();
        balance.Should().BeEquivalentTo(new { Submitted = 2, Failed = 1, Rejected = 1, Lost = 1, IsBalanced = false });
        balance.Examples.Should().Equal(new OpenTransmission(new TransmissionId(2), Stage.Encoding));
        gauges.Snapshot(0).Should().BeEquivalentTo(new { Submitted = 2, Failed = 1, Rejected = 1, InFlight = 1 });
        statistics.Reasons.Should().ContainKeys(EndReason.LinkFailed, EndReason.QueueFull);
    }

    [Fact]
    public async Task An_observer_that_throws_breaks_the_run()
    {
        EventFilter.Exception<IOException>().Mute();

        Start(new FullDisk()).Tell(new Ledger.TakeSample(0));

        await result.Task.Awaiting(task => task.WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public void A_message_to_nobody_is_counted()
    {
        var counter = Sys.ActorOf(Making.Of(() => new DeadLetterCounter()));
        counter.Tell(new DeadLetterCounter.GetCount(), TestActor);
        var before = ExpectMsg<DeadLetterCounter.Counted>().Count;

        Sys.DeadLetters.Tell("lost");

        AwaitAssert(() =>
        {
            counter.Tell(new DeadLetterCounter.GetCount(), TestActor);
            ExpectMsg<DeadLetterCounter.Counted>().Count.Should().BeGreaterThan(before);
        });
    }

    private IActorRef Start(IRunObserver observer) =>
        Sys.ActorOf(Making.Of(() => new Ledger(statistics, gauges, observer, result)));

    private sealed class FullDisk : IRunObserver
    {
        public void Submitted(double timeSeconds, TransmissionId id)
        {
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage)
        {
        }

        public void Ended(TransmissionRecord record)
        {
        }

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
        {
        }

        public void Sampled(RunSnapshot snapshot) => throw new IOException("the disk is full");
    }
}
