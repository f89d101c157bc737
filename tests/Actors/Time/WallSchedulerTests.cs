using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Time;

namespace EditableDeepSC.Actors.Tests.Time;

public class WallSchedulerTests() : TestKit(ConfigurationFactory.ParseString(
    $"akka.scheduler.implementation = \"{Making.NameOf(typeof(WallScheduler))}\""))
{
    [Fact]
    public void Messages_come_in_the_order_of_their_times()
    {
        foreach (var ms in new[] { 90, 30, 60 })
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(ms), TestActor, ms, ActorRefs.NoSender);

        ExpectMsg(30);
        ExpectMsg(60);
        ExpectMsg(90);
    }

    [Fact]
    public void A_repetition_ends_when_it_is_cancelled_and_what_was_cancelled_before_never_comes()
    {
        using var never = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(1), TestActor, "never", ActorRefs.NoSender, never);
        never.Cancel();
        using var often = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TestActor, "often", ActorRefs.NoSender, often);

        for (var i = 0; i < 3; i++) ExpectMsg("often");
        often.Cancel();
        ReceiveWhile<object>(message => message, TimeSpan.FromMilliseconds(100)).Should().NotContain("never");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void What_a_timer_throws_is_logged_and_others_go_on()
    {
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() =>
            Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, (Action)(() => throw new InvalidOperationException("on purpose"))));

        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "still here", ActorRefs.NoSender);
        ExpectMsg("still here");
    }
}
