using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class BehaviourSpec : ActorSpec
{
    [Fact]
    public void Handlers_are_tried_in_the_order_of_declaration()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered()));
        actor.Tell("long text");
        actor.Tell("short");
        actor.Tell(7);
        actor.Tell(-7);
        actor.Tell(1.5);

        ReceiveN(5).Should().Equal("long: long text", "text: short", "positive: 7", "int: -7", "any: 1.5");
    }

    [Fact]
    public void No_handler_may_follow_one_that_takes_all()
    {
        var actor = Sys.ActorOf(Props.Create(() => new HandlerAfterAny()));

        ExpectTerminated(Watch(actor));
    }

    [Fact]
    public void A_message_without_handler_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Switching()));
        actor.Tell(1.5);

        var unhandled = ExpectMsg<UnhandledMessage>();
        unhandled.Message.Should().Be(1.5);
        unhandled.Sender.Should().Be(TestActor);
        unhandled.Recipient.Should().Be(actor);
    }

    [Fact]
    public void Become_replaces_and_the_stack_unwinds()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Switching()));
        Asked(actor).Should().Be("base");
        actor.Tell("push one");
        Asked(actor).Should().Be("one");
        actor.Tell("push two");
        Asked(actor).Should().Be("two");
        actor.Tell("replace three");
        Asked(actor).Should().Be("three");
        actor.Tell("pop");
        Asked(actor).Should().Be("one");
        actor.Tell("pop");
        Asked(actor).Should().Be("base");
        actor.Tell("pop");
        Asked(actor).Should().Be("base");
    }

    [Fact]
    public void A_restart_brings_the_first_behaviour_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Switching()));
        actor.Tell("push one");
        Asked(actor).Should().Be("one");
        actor.Tell("fail");

        Asked(actor).Should().Be("base");
    }

    [Fact]
    public void Untyped_actors_switch_too()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        foreach (var _ in Enumerable.Range(0, 4))
        {
            actor.Tell("push");
        }

        ReceiveN(4).Should().Equal("opened", "closed", "opened", "closed");
    }

    private string Asked(IActorRef actor)
    {
        actor.Tell("which");
        return ExpectMsg<string>();
    }

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<string>(text => text.Length > 6, text => Sender.Tell($"long: {text}"));
            Receive<string>(text => Sender.Tell($"text: {text}"));
            Receive<int>(number =>
            {
                if (number > 0)
                {
                    Sender.Tell($"positive: {number}");
                }

                return number > 0;
            });
            Receive<int>(number => Sender.Tell($"int: {number}"));
            ReceiveAny(any => Sender.Tell(FormattableString.Invariant($"any: {any}")));
        }
    }

    private sealed class HandlerAfterAny : ReceiveActor
    {
        public HandlerAfterAny()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class Switching : ReceiveActor
    {
        public Switching() => Named("base");

        private void Named(string name)
        {
            Receive<string>(text => text == "which", _ => Sender.Tell(name));
            Receive<string>(text => text == "pop", _ => UnbecomeStacked());
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("boom"));
            Receive<string>(text => text.StartsWith("push ", StringComparison.Ordinal), text =>
                BecomeStacked(() => Named(text[5..])));
            Receive<string>(text => text.StartsWith("replace ", StringComparison.Ordinal), text =>
                Become(() => Named(text[8..])));
        }
    }

    private sealed class Door : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell("opened");
            Become(WhenOpen);
        }

        private void WhenOpen(object message)
        {
            Sender.Tell("closed");
            Become(OnReceive);
        }
    }
}
