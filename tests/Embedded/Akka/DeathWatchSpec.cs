using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class DeathWatchSpec : ActorSpec
{
    [Fact]
    public void Terminated_comes_once_however_often_the_actor_was_watched()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);

        ExpectTerminated(actor).ExistenceConfirmed.Should().BeTrue();
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void Watching_an_actor_that_has_stopped_is_answered_at_once()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        var late = CreateTestProbe();
        late.Watch(actor);
        late.ExpectTerminated(actor);
        late.ExpectNoMsg(Silence);
    }

    [Fact]
    public void Every_watcher_is_told()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        var probes = Enumerable.Range(0, 5).Select(_ => CreateTestProbe()).ToList();
        probes.ForEach(probe => probe.Watch(actor));
        Sys.Stop(actor);

        probes.ForEach(probe => probe.ExpectTerminated(actor));
    }

    [Fact]
    public void Unwatch_prevents_the_notice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        var other = CreateTestProbe();
        other.Watch(actor);
        Watch(actor);
        Unwatch(actor);
        Sys.Stop(actor);

        other.ExpectTerminated(actor);
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void WatchWith_sends_its_own_message()
    {
        var child = Sys.ActorOf(Props.Create(() => new Silent()));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(new WatchWith(child, "gone"));
        ExpectMsg("watching");
        Sys.Stop(child);

        ExpectMsg("gone");
    }

    [Fact]
    public void The_first_message_of_WatchWith_stands()
    {
        var child = Sys.ActorOf(Props.Create(() => new Silent()));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(new WatchWith(child, "gone"));
        ExpectMsg("watching");
        watcher.Tell(new WatchWith(child, "another"));
        ExpectMsg("watching");
        Sys.Stop(child);

        ExpectMsg("gone");
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void Terminated_that_is_not_handled_fails_the_watcher()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Silent()));
        var watcher = Sys.ActorOf(Props.Create(() => new DeathPact(subject)));
        watcher.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>();
        Watch(watcher);
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(subject));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void Terminated_is_queued_behind_earlier_messages()
    {
        var gate = new ManualResetEventSlim();
        var subject = Sys.ActorOf(Props.Create(() => new Silent()));
        var watcher = Sys.ActorOf(Props.Create(() => new Gated(subject, gate, TestActor)));
        watcher.Tell("first");
        ExpectMsg("first");
        watcher.Tell("second");
        Sys.Stop(subject);
        var other = CreateTestProbe();
        other.Watch(subject);
        other.ExpectTerminated(subject);
        gate.Set();

        ExpectMsg("second");
        ExpectMsg("Terminated");
    }

    [Fact]
    public void A_parent_that_watches_its_child_is_told_once()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));
        parent.Tell("stop child");

        ExpectMsg("child gone, 0 left");
        ExpectNoMsg(Silence);
    }

    private sealed record WatchWith(IActorRef Subject, string Message);

    private sealed class Silent : ReceiveActor
    {
        public Silent() => ReceiveAny(_ => { });
    }

    private sealed class DeathPact : ReceiveActor
    {
        public DeathPact(IActorRef subject) => Context.Watch(subject);
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef log)
        {
            Receive<WatchWith>(watch =>
            {
                Context.WatchWith(watch.Subject, watch.Message);
                log.Tell("watching");
            });
            Receive<string>(log.Tell);
        }
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(IActorRef subject, ManualResetEventSlim gate, IActorRef log)
        {
            Context.Watch(subject);
            Receive<string>(text =>
            {
                log.Tell(text);
                gate.Wait();
            });
            Receive<Terminated>(_ => log.Tell("Terminated"));
        }
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(IActorRef log)
        {
            var child = Context.Watch(Context.ActorOf(Props.Create(() => new Silent()), "child"));
            Receive<string>(_ => Context.Stop(child));
            Receive<Terminated>(_ => log.Tell($"child gone, {Context.GetChildren().Count()} left"));
        }
    }
}
