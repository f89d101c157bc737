using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class DeadLetterSpec : ActorSpec
{
    [Fact]
    public void A_message_to_a_stopped_actor_is_published_with_sender_and_recipient()
    {
        var actor = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("hello", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        letter.Message.Should().Be("hello");
        letter.Sender.Should().Be(TestActor);
        letter.Recipient.Should().Be(actor);
    }

    [Fact]
    public void A_dead_letter_to_a_stopped_subscriber_is_dropped()
    {
        var subscriber = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.EventStream.Subscribe(subscriber, typeof(DeadLetter));

        Stopped().Tell("hello", TestActor);

        ExpectMsg<DeadLetter>().Message.Should().Be("hello");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Without_a_sender_it_is_the_dead_letters()
    {
        var actor = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("hello", ActorRefs.NoSender);

        ExpectMsg<DeadLetter>().Sender.Should().Be(Sys.DeadLetters);
    }

    [Fact]
    public void What_is_in_the_mailbox_of_an_actor_that_stops_is_published_in_order()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(TestActor, gate)));
        actor.Tell("stop");
        ExpectMsg("stop");
        foreach (var number in Enumerable.Range(0, 10))
        {
            actor.Tell(number);
        }

        gate.Set();

        ReceiveN(10).Cast<DeadLetter>().Select(letter => letter.Message).Should().Equal(
            Enumerable.Range(0, 10).Cast<object>());
    }

    [Fact]
    public void A_lost_message_of_no_interest_is_suppressed()
    {
        var actor = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        actor.Tell(PoisonPill.Instance);

        ExpectMsg<SuppressedDeadLetter>();
    }

    [Fact]
    public void The_dead_letters_can_be_sent_to()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("straight");

        ExpectMsg<DeadLetter>(letter => letter.Message.Equals("straight") && letter.Recipient.Equals(Sys.DeadLetters));
    }

    [Fact]
    public void Identify_to_a_stopped_actor_is_answered_with_nobody()
    {
        Stopped().Tell(new Identify(7));

        var identity = ExpectMsg<ActorIdentity>();
        identity.MessageId.Should().Be(7);
        identity.Subject.Should().BeNull();
    }

    private IActorRef Stopped()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gated(TestActor, new ManualResetEventSlim(true))));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        return actor;
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(IActorRef log, ManualResetEventSlim gate) => ReceiveAny(message =>
        {
            Context.Stop(Self);
            log.Tell(message);
            gate.Wait();
        });
    }
}
