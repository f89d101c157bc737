using System.Runtime.CompilerServices;
using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class SchedulerSpec : ActorSpec
{
    [Fact]
    public void What_was_cancelled_is_let_go_of_before_it_is_due()
    {
        var messages = Enumerable.Range(0, 10_000).Select(_ => ScheduledAndCancelled()).ToList();

        AwaitAssert(
            () =>
            {
                GC.Collect();
                messages.Count(message => message.IsAlive).Should().BeLessThan(2_000);
            },
            Patience);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ScheduledAndCancelled()
    {
        var message = new object();
        Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromHours(1), TestActor, message, TestActor).Cancel();
        return new WeakReference(message);
    }
}
