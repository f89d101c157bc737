using Akka.Actor;
using Akka.TestKit;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class TimerSpec() : ActorSpec(
    """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once()
    {
        var actor = NewTimed();
        Do(actor, timers => timers.StartSingleTimer("a", "tick", Second));
        Clock.Advance(Second - TimeSpan.FromMilliseconds(1));
        ExpectNoMsg(Silence);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("tick");
        Clock.Advance(10 * Second);

        ExpectNoMsg(Silence);
        actor.Tell(new Run(timers => TestActor.Tell(timers.IsTimerActive("a"))));
        ExpectMsg(false);
    }

    [Fact]
    public void A_periodic_timer_goes_on()
    {
        var actor = NewTimed();
        Do(actor, timers => timers.StartPeriodicTimer("a", "tick", TimeSpan.Zero, Second));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("tick");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Clock.Advance(Second);
            ExpectMsg("tick");
        }
    }

    [Fact]
    public void A_new_timer_replaces_one_with_the_same_key()
    {
        var actor = NewTimed();
        Do(actor, timers => timers.StartSingleTimer("a", "old", Second));
        Do(actor, timers => timers.StartSingleTimer("a", "new", 2 * Second));
        Clock.Advance(3 * Second);

        ExpectMsg("new");
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void A_cancelled_timer_is_not_received_though_its_message_is_in_the_mailbox()
    {
        var gate = new ManualResetEventSlim();
        var actor = NewTimed();
        Do(actor, timers => timers.StartSingleTimer("a", "tick", Second));
        actor.Tell(new Run(timers =>
        {
            gate.Wait();
            timers.Cancel("a");
        }));
        Clock.Advance(2 * Second);
        gate.Set();
        actor.Tell("last");

        ExpectMsg("last");
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void A_restart_cancels_the_timers()
    {
        var actor = NewTimed();
        Do(actor, timers => timers.StartPeriodicTimer("a", "tick", Second));
        actor.Tell(new Run(_ => throw new InvalidOperationException("boom")));
        actor.Tell("restarted");
        ExpectMsg("restarted");
        Clock.Advance(5 * Second);

        ExpectNoMsg(Silence);
    }

    [Fact]
    public void The_scheduler_runs_in_order_of_time_and_a_cancelled_task_does_not_run()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(2 * Second, TestActor, "never", TestActor);
        Sys.Scheduler.ScheduleTellOnce(3 * Second, TestActor, "c", TestActor);
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "a", TestActor);
        Sys.Scheduler.ScheduleTellOnce(2 * Second, TestActor, "b", TestActor);
        cancelable.Cancel();
        Clock.Advance(4 * Second);

        ReceiveN(3).Should().Equal("a", "b", "c");
        ExpectNoMsg(Silence);
    }

    private IActorRef NewTimed() => Sys.ActorOf(Props.Create(() => new Timed(TestActor)));

    private void Do(IActorRef actor, Action<ITimerScheduler> action)
    {
        actor.Tell(new Run(action));
        actor.Tell(new Identify(null));
        ExpectMsg<ActorIdentity>();
    }

    private sealed record Run(Action<ITimerScheduler> Action);

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef log)
        {
            Receive<Run>(run => run.Action(Timers));
            Receive<string>(log.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
