using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class ShutdownSpec
{
    private const int Repetitions = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly Config Setup =
        """
        akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.loggers = [], akka.log-dead-letters = off
        compute { type = PinnedDispatcher }
        """;

    [Fact]
    public async Task Terminate_under_load_ends_in_time_and_leaves_no_thread()
    {
        foreach (var _ in Enumerable.Range(0, Repetitions))
        {
            var system = ActorSystem.Create("busy", Setup);
            var threads = await StartLoad(system);
            await system.Terminate().WaitAsync(Limit);

            threads.Should().OnlyContain(thread => thread.Join(Limit));
        }
    }

    [Fact]
    public async Task Actors_that_several_threads_create_at_once_all_end_with_the_system()
    {
        foreach (var _ in Enumerable.Range(0, Repetitions))
        {
            var living = new ConcurrentDictionary<IActorRef, bool>();
            var system = ActorSystem.Create("crowd", Setup);
            Parallel.For(0, 4, _ => system.ActorOf(Props.Create(() => new Living(living))));
            await system.Terminate().WaitAsync(Limit);

            living.Should().BeEmpty();
        }
    }

    // Ping-pong pairs on the pool, two pinned actors, a repeating schedule: returns the threads of the system's own.
    private static async Task<Thread[]> StartLoad(ActorSystem system)
    {
        for (var i = 0; i < 8; i++)
        {
            var partner = system.ActorOf(Props.Create(() => new Ball()));
            system.ActorOf(Props.Create(() => new Ball())).Tell("ball", partner);
        }

        var scheduled = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.Scheduler.Advanced.ScheduleRepeatedly(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(1), () => scheduled.TrySetResult(Thread.CurrentThread));
        var pinned = Enumerable.Range(0, 2).Select(_ =>
            system.ActorOf(Props.Create(() => new Pinned()).WithDispatcher("compute")).Ask<Thread>("where"));
        Thread[] threads = [await scheduled.Task, .. await Task.WhenAll(pinned)];
        return [.. threads.Where(thread => !thread.IsThreadPoolThread)];
    }

    private sealed class Living : ReceiveActor
    {
        private readonly ConcurrentDictionary<IActorRef, bool> _living;

        public Living(ConcurrentDictionary<IActorRef, bool> living)
        {
            _living = living;
            living[Self] = true;
        }

        protected override void PostStop() => _living.TryRemove(Self, out bool _);
    }

    private sealed class Ball : ReceiveActor
    {
        public Ball() => ReceiveAny(ball => Sender.Tell(ball));
    }

    private sealed class Pinned : ReceiveActor
    {
        public Pinned() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread));
    }
}
