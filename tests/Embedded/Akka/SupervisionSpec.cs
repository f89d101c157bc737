using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class SupervisionSpec : ActorSpec
{
    [Fact]
    public void Resume_keeps_the_state_and_drops_the_message()
    {
        var child = NewChild(new OneForOneStrategy(_ => Directive.Resume));
        child.Tell("add");
        child.Tell("fail");
        child.Tell("add");
        child.Tell("count");

        ExpectMsg(2);
    }

    [Fact]
    public void Restart_loses_the_state()
    {
        var child = NewChild(new OneForOneStrategy(_ => Directive.Restart));
        child.Tell("add");
        child.Tell("fail");
        child.Tell("add");
        child.Tell("count");

        ExpectMsg(1);
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var child = NewChild(new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_restarts_the_parent_and_stops_the_child()
    {
        var parent = NewParent(new OneForOneStrategy(_ => Directive.Escalate));
        var child = Child(parent, "one");
        Watch(child);
        child.Tell("fail");

        ExpectTerminated(child);
        var again = Child(parent, "one");
        again.Should().NotBe(child);
        again.Tell("count");
        ExpectMsg(0);
    }

    [Fact]
    public void The_decider_sees_the_exception()
    {
        var child = NewChild(new OneForOneStrategy(
            e => e is ArgumentException ? Directive.Resume : Directive.Stop));
        Watch(child);
        child.Tell("add");
        child.Tell("bad argument");
        child.Tell("count");
        ExpectMsg(1);
        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void More_restarts_than_allowed_stop_the_child(int allowed)
    {
        var child = NewChild(new OneForOneStrategy(allowed, TimeSpan.FromMinutes(10), _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < allowed; i++)
        {
            child.Tell("fail");
            child.Tell("count");
            ExpectMsg(0);
        }

        child.Tell("fail");
        ExpectTerminated(child);
    }

    [Fact]
    public void Restarts_count_for_ever_without_a_window()
    {
        var child = NewChild(new OneForOneStrategy(2, null, _ => Directive.Restart));
        Watch(child);
        child.Tell("fail");
        child.Tell("fail");
        child.Tell("count");
        ExpectMsg(0);
        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Fact]
    public void AllForOne_restarts_the_siblings_too()
    {
        var parent = NewParent(new AllForOneStrategy(_ => Directive.Restart));
        var one = Child(parent, "one");
        var two = Child(parent, "two");
        two.Tell("add");
        two.Tell("count");
        ExpectMsg(1);
        one.Tell("fail");
        one.Tell("count");
        ExpectMsg(0);

        AwaitAssert(() =>
        {
            two.Tell("count");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void AllForOne_stops_all()
    {
        var parent = NewParent(new AllForOneStrategy(_ => Directive.Stop));
        var one = Child(parent, "one");
        var two = Child(parent, "two");
        Watch(one);
        Watch(two);
        one.Tell("fail");

        ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef).Should().BeEquivalentTo([one, two]);
    }

    [Fact]
    public void OneForOne_leaves_the_siblings_alone()
    {
        var parent = NewParent(new OneForOneStrategy(_ => Directive.Restart));
        var one = Child(parent, "one");
        var two = Child(parent, "two");
        two.Tell("add");
        one.Tell("fail");
        one.Tell("count");
        ExpectMsg(0);
        two.Tell("count");

        ExpectMsg(1);
    }

    [Fact]
    public void The_default_strategy_restarts()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Accumulator()));
        actor.Tell("add");
        actor.Tell("fail");
        actor.Tell("count");

        ExpectMsg(0);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_by_default()
    {
        EventFilter.Error(contains: "Error while creating actor instance").ExpectOne(() =>
            ExpectTerminated(Watch(Sys.ActorOf(Props.Create(() => new FailsToStart(true))))));
    }

    [Fact]
    public void PreStart_that_throws_stops_the_actor_by_default_without_PostStop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsToStart(false)));
        Watch(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void A_decider_may_restart_an_actor_that_could_not_start()
    {
        var attempts = new Attempts(3);
        var parent = NewParent(new OneForOneStrategy(
            e => e is ActorInitializationException ? Directive.Restart : Directive.Stop));
        parent.Tell(Props.Create(() => new StartsAtLast(attempts, TestActor)));

        ExpectMsg<IActorRef>();
        ExpectMsg("started at attempt 3");
    }

    [Fact]
    public void A_failure_is_logged_with_the_path_of_the_child()
    {
        var child = NewChild(new OneForOneStrategy(_ => Directive.Restart));

        EventFilter.Exception<InvalidOperationException>(message: "boom", source: child.Path.ToString())
            .ExpectOne(() => child.Tell("fail"));
    }

    [Fact]
    public void A_child_that_fails_while_its_siblings_work_does_not_hold_them()
    {
        var parent = NewParent(new OneForOneStrategy(_ => Directive.Restart));
        var children = Enumerable.Range(0, 8).Select(i => Child(parent, $"c{i}")).ToList();
        foreach (var round in Enumerable.Range(0, 50))
        {
            children.ForEach(child => child.Tell(round % 2 == 0 ? "add" : "fail"));
        }

        children.ForEach(child => child.Tell("count"));
        ReceiveN(8).Should().AllBeEquivalentTo(0);
    }

    private IActorRef NewParent(SupervisorStrategy strategy) =>
        Sys.ActorOf(Props.Create(() => new Parent()).WithSupervisorStrategy(strategy));

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell(name);
        return ExpectMsg<IActorRef>();
    }

    private IActorRef NewChild(SupervisorStrategy strategy) => Child(NewParent(strategy), "child");

    private sealed class Parent : ReceiveActor
    {
        public Parent()
        {
            Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Create(() => new Accumulator()), name)));
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }
    }

    private sealed class Accumulator : ReceiveActor
    {
        private int _count;

        public Accumulator()
        {
            Receive<string>(text => text == "add", _ => _count++);
            Receive<string>(text => text == "count", _ => Sender.Tell(_count));
            Receive<string>(text => text == "bad argument", _ => throw new ArgumentException("bad"));
            Receive<string>(_ => throw new InvalidOperationException("boom"));
        }
    }

    private sealed class FailsToStart : ReceiveActor
    {
        public FailsToStart(bool inConstructor)
        {
            if (inConstructor)
            {
                throw new InvalidOperationException("in the constructor");
            }
        }

        protected override void PreStart() => throw new InvalidOperationException("in PreStart");
    }

    private sealed class Attempts(int needed)
    {
        private int _made;

        public int Needed => needed;

        public int Next() => Interlocked.Increment(ref _made);
    }

    private sealed class StartsAtLast : ReceiveActor
    {
        public StartsAtLast(Attempts attempts, IActorRef log)
        {
            var attempt = attempts.Next();
            if (attempt < attempts.Needed)
            {
                throw new InvalidOperationException($"attempt {attempt}");
            }

            log.Tell($"started at attempt {attempt}");
        }
    }
}
