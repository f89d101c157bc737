using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class LifecycleSpec : ActorSpec
{
    [Fact]
    public void Hooks_run_in_order_from_start_to_stop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        actor.Tell("work");
        ExpectLog("a new", "a PreStart", "a work");
        Sys.Stop(actor);

        ExpectLog("a PostStop");
    }

    [Fact]
    public void Restart_calls_PreRestart_on_the_old_and_PostRestart_on_the_new_instance()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("after");

        ExpectLog(
            "a new", "a PreStart", "a PreRestart boom InvalidOperationException", "a PostStop", "a new",
            "a PostRestart boom", "a PreStart", "a after");
    }

    [Fact]
    public void Restart_keeps_the_mailbox_and_drops_the_failing_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter(TestActor)));
        actor.Tell(1);
        actor.Tell("fail");
        actor.Tell(2);
        actor.Tell(3);

        ReceiveN(3).Should().Equal("1 is message 1", "2 is message 1", "3 is message 2");
    }

    [Fact]
    public void PreRestart_can_still_answer_the_sender()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Apologetic()));
        actor.Tell("fail");

        ExpectMsg("sorry for fail");
    }

    [Fact]
    public void Restart_stops_the_children_before_the_new_instance_is_made()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        actor.Tell(new MakeChild("b"));
        ExpectLog("a new", "a PreStart", "b new", "b PreStart");
        actor.Tell(new InvalidOperationException("boom"));

        var log = ReceiveN(6).Cast<string>().ToList();
        log.Take(3).Should().BeEquivalentTo("a PreRestart boom InvalidOperationException", "a PostStop", "b PostStop");
        log.Skip(3).Should().Equal("a new", "a PostRestart boom", "a PreStart");
    }

    [Fact]
    public void Children_stop_before_their_parent()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        actor.Tell(new MakeChild("b"));
        ExpectLog("a new", "a PreStart", "b new", "b PreStart");
        Sys.Stop(actor);

        ExpectLog("b PostStop", "a PostStop");
    }

    [Fact]
    public void Stop_lets_the_current_message_finish_and_no_other()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        ExpectLog("a new", "a PreStart");
        actor.Tell(new StopSelf());
        actor.Tell("too late");

        ExpectLog("a stopping", "a PostStop");
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void PoisonPill_is_handled_in_turn()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        actor.Tell("one");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("two");

        ExpectLog("a new", "a PreStart", "a one", "a PostStop");
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void Kill_fails_the_actor_and_the_default_strategy_stops_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor, "a")));
        Watch(actor);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectLog("a new", "a PreStart", "a PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void PostStop_that_throws_still_stops_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsInPostStop()));
        Watch(actor);
        Sys.Stop(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void PreRestart_that_throws_does_not_prevent_the_restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsInPreRestart(TestActor)));
        actor.Tell("fail");
        actor.Tell("alive");

        ExpectMsg("alive");
    }

    private void ExpectLog(params string[] lines) => ReceiveN(lines.Length, Patience).Should().Equal(lines);

    private sealed record MakeChild(string Name);

    private sealed record StopSelf;

    private sealed class Recorder : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly string _name;

        public Recorder(IActorRef log, string name)
        {
            _log = log;
            _name = name;
            Note("new");
            Receive<string>(Note);
            Receive<Exception>(e => throw e);
            Receive<MakeChild>(make => Context.ActorOf(Props.Create(() => new Recorder(log, make.Name)), make.Name));
            Receive<StopSelf>(_ =>
            {
                Context.Stop(Self);
                Note("stopping");
            });
        }

        protected override void PreStart() => Note("PreStart");

        protected override void PostStop() => Note("PostStop");

        protected override void PreRestart(Exception reason, object? message)
        {
            Note($"PreRestart {reason.Message} {message?.GetType().Name}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            Note($"PostRestart {reason.Message}");
            base.PostRestart(reason);
        }

        private void Note(string what) => _log.Tell($"{_name} {what}");
    }

    private sealed class Apologetic : ReceiveActor
    {
        public Apologetic() => Receive<string>(_ => throw new InvalidOperationException("boom"));

        protected override void PreRestart(Exception reason, object? message)
        {
            Sender.Tell($"sorry for {message}");
            base.PreRestart(reason, message);
        }
    }

    private sealed class Counter : ReceiveActor
    {
        private int _handled;

        public Counter(IActorRef log)
        {
            Receive<int>(n => log.Tell($"{n} is message {++_handled}"));
            Receive<string>(_ => throw new InvalidOperationException("boom"));
        }
    }

    private sealed class FailsInPostStop : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => throw new InvalidOperationException("in PostStop");
    }

    private sealed class FailsInPreRestart(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "fail")
            {
                throw new InvalidOperationException("in OnReceive");
            }

            log.Tell(message);
        }

        protected override void PreRestart(Exception reason, object? message) =>
            throw new InvalidOperationException("in PreRestart");
    }
}
