using Akka.Actor;
using Akka.TestKit;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class ReceiveTimeoutSpec() : ActorSpec(
    """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Silence_for_as_long_as_was_set_is_reported_again_and_again()
    {
        Started(Second);
        Clock.Advance(Second);
        ExpectMsg("timeout");
        AwaitNext();
    }

    [Fact]
    public void One_that_is_set_while_the_actor_begins_needs_no_message_first()
    {
        var actor = Sys.ActorOf(Props.Create(() => new BornSleepy(TestActor)));
        actor.Tell(new Discreet()); // once it is handled the actor has begun
        ExpectMsg<Discreet>();
        Clock.Advance(Second);

        ExpectMsg("timeout");
    }

    [Fact]
    public void A_message_starts_the_time_anew()
    {
        var actor = Started(2 * Second);
        Clock.Advance(Second);
        Handled(actor, "hello");
        Clock.Advance(Second + TimeSpan.FromMilliseconds(900));
        ExpectNoMsg(Silence);
        Clock.Advance(TimeSpan.FromMilliseconds(200));

        ExpectMsg("timeout");
    }

    [Fact]
    public void A_message_that_has_no_influence_does_not()
    {
        var actor = Started(2 * Second);
        Clock.Advance(Second);
        Handled(actor, new Discreet());
        Clock.Advance(Second);

        ExpectMsg("timeout");
    }

    [Fact]
    public void Null_switches_it_off()
    {
        var actor = Started(Second);
        Handled(actor, "off");
        Clock.Advance(10 * Second);

        ExpectNoMsg(Silence);
    }

    private IActorRef Started(TimeSpan timeout)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sleeper(TestActor, timeout)));
        Handled(actor, "start");
        return actor;
    }

    // The answer is sent from inside the handler; the next Identify shows that the handler has ended.
    private void Handled(IActorRef actor, object message)
    {
        actor.Tell(message);
        ExpectMsg(message);
        actor.Tell(new Identify(null));
        ExpectMsg<ActorIdentity>();
    }

    private void AwaitNext()
    {
        AwaitAssert(() =>
        {
            Clock.Advance(Second);
            ExpectMsg("timeout", TimeSpan.FromMilliseconds(20));
        });
    }

    private sealed record Discreet : INotInfluenceReceiveTimeout;

    private sealed class BornSleepy : ReceiveActor
    {
        public BornSleepy(IActorRef log)
        {
            SetReceiveTimeout(Second);
            Receive<ReceiveTimeout>(_ => log.Tell("timeout"));
            ReceiveAny(log.Tell);
        }
    }

    private sealed class Sleeper : ReceiveActor
    {
        public Sleeper(IActorRef log, TimeSpan timeout)
        {
            Receive<ReceiveTimeout>(_ => log.Tell("timeout"));
            ReceiveAny(message =>
            {
                if (message is "start")
                {
                    SetReceiveTimeout(timeout);
                }
                else if (message is "off")
                {
                    SetReceiveTimeout(null);
                }

                log.Tell(message);
            });
        }
    }
}
