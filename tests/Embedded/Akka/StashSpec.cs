using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class StashSpec : ActorSpec
{
    [Fact]
    public void Stashed_messages_come_back_in_order_before_later_ones()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell("open");
        actor.Tell(4);

        ReceiveN(4).Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public void Unstash_brings_one_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("one");

        ExpectMsg(1);
        ExpectNoMsg(Silence);
        actor.Tell("one");
        ExpectMsg(2);
    }

    [Fact]
    public void Stashed_messages_keep_their_sender()
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        probe.Send(actor, 1);
        actor.Tell("open");

        ExpectMsg(1);
        probe.ExpectMsg("done 1");
    }

    [Fact]
    public void One_object_told_twice_is_two_messages()
    {
        object number = 7;
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell(number);
        actor.Tell(number);
        actor.Tell("open");

        ReceiveN(2).Should().Equal(7, 7);
    }

    [Fact]
    public void Notices_of_death_and_of_timers_can_be_stashed()
    {
        var victim = Sys.ActorOf(Props.Create(() => new StashesTwice()));
        var actor = Sys.ActorOf(Props.Create(() => new Mourner(TestActor, victim)));
        ExpectMsg("stashed timer");
        Sys.Stop(victim);
        ExpectMsg("stashed death");
        actor.Tell("open");

        ExpectMsg("timer");
        ExpectMsg("death");
    }

    [Fact]
    public void A_restart_brings_all_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("fail");
        actor.Tell("open");

        ReceiveN(2).Should().Equal(1, 2);
    }

    [Fact]
    public void What_is_stashed_when_the_actor_stops_becomes_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);

        ReceiveN(2).Cast<DeadLetter>().Select(letter => letter.Message).Should().BeEquivalentTo(new object[] { 1, 2 });
    }

    [Fact]
    public void The_same_message_cannot_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new StashesTwice()));
        actor.Tell("x");

        ExpectMsg<IllegalActorStateException>();
    }

    private sealed class Waiting : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _log;
        private bool _one;

        public Waiting(IActorRef log)
        {
            _log = log;
            Receive<int>(_ => _one, Handle);
            Receive<int>(_ => Stash.Stash());
            Receive<string>(text => text == "open", _ =>
            {
                Become(() => Receive<int>(Handle));
                Stash.UnstashAll();
            });
            Receive<string>(text => text == "one", _ =>
            {
                _one = true;
                Stash.Unstash();
            });
            Receive<string>(_ => throw new InvalidOperationException("boom"));
        }

        public IStash Stash { get; set; } = null!;

        private void Handle(int number)
        {
            _one = false;
            _log.Tell(number);
            if (!Sender.Equals(_log))
            {
                Sender.Tell($"done {number}");
            }
        }
    }

    private sealed class Mourner : ReceiveActor, IWithUnboundedStash, IWithTimers
    {
        public Mourner(IActorRef log, IActorRef victim)
        {
            Context.Watch(victim);
            Receive<Terminated>(_ => Keep("stashed death"));
            Receive<int>(_ => Keep("stashed timer"));
            Receive<string>(_ =>
            {
                Become(() =>
                {
                    Receive<Terminated>(_ => log.Tell("death"));
                    Receive<int>(_ => log.Tell("timer"));
                });
                Stash.UnstashAll();
            });

            void Keep(string what)
            {
                Stash.Stash();
                log.Tell(what);
            }
        }

        public IStash Stash { get; set; } = null!;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartSingleTimer("once", 1, TimeSpan.FromMilliseconds(1));
    }

    private sealed class StashesTwice : ReceiveActor, IWithUnboundedStash
    {
        public StashesTwice() => ReceiveAny(_ =>
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                Sender.Tell(e);
            }
        });

        public IStash Stash { get; set; } = null!;
    }
}
