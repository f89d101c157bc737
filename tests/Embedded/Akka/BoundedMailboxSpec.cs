using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class BoundedMailboxSpec() : ActorSpec(
    """
    small {
      mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
      mailbox-capacity = 3
      mailbox-push-timeout-time = 0s
    }
    """)
{
    [Fact]
    public void What_does_not_fit_becomes_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate, TestActor)).WithMailbox("small"));
        actor.Tell(0);
        ExpectMsg(0);
        foreach (var number in Enumerable.Range(1, 5))
        {
            actor.Tell(number);
        }

        ReceiveN(2).Cast<DeadLetter>().Select(letter => letter.Message).Should().Equal(4, 5);
        gate.Set();
        ReceiveN(3).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Room_that_became_free_is_used()
    {
        var actor = Sys.ActorOf(
            Props.Create(() => new Gated(new ManualResetEventSlim(true), TestActor)).WithMailbox("small"));
        foreach (var number in Enumerable.Range(0, 20))
        {
            actor.Tell(number);
            ExpectMsg(number);
        }
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate, IActorRef log) => Receive<int>(number =>
        {
            log.Tell(number);
            gate.Wait();
        });
    }
}
