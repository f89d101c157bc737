using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>What the two pools have in common as actors.</summary>
internal static class PoolActors
{
    /// <summary>In the configuration of the actor system: a thread for each worker.</summary>
    public const string ComputeDispatcher = "compute-dispatcher";

    /// <summary>Timers are not finer; what is due within this is due now and again.</summary>
    private const double ShortestSleepSeconds = 0.001;

    /// <summary>
    /// Whatever a worker threw over a batch, it begins anew: its batch is failed, not lost. One that cannot begin ends the
    /// run.
    /// </summary>
    public static SupervisorStrategy RestartWorkers { get; } = new OneForOneStrategy(
        cause => cause is ActorInitializationException ? Directive.Escalate : Directive.Restart);

    public static IActorRef[] Start(IActorContext context, int count, Func<int, Props> worker) =>
        [.. Enumerable.Range(0, count).Select(
            i => context.ActorOf(worker(i).WithDispatcher(ComputeDispatcher), $"worker-{i}"))];

    public static EndReason ReasonOf(DropReason reason) =>
        reason == DropReason.DeadlinePassed ? EndReason.DeadlinePassed : EndReason.QueueTimeout;

    /// <summary>Sets the timer of a pool, where there is anything to come.</summary>
    public static void WakeAt(ITimerScheduler timers, SimulationClock clock, double atSeconds)
    {
        if (double.IsPositiveInfinity(atSeconds)) return;
        var delay = clock.WallUntil(atSeconds);
        if (delay.TotalSeconds < ShortestSleepSeconds) delay = TimeSpan.FromSeconds(ShortestSleepSeconds);
        timers.StartSingleTimer(Wake.Instance, Wake.Instance, delay);
    }

    /// <summary>To a pool: something may be due.</summary>
    public sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }

    /// <summary>To a pool: fail all that wait, the run is to end.</summary>
    public sealed record GiveUp;

    /// <summary>Answered with a <see cref="PoolReport"/>.</summary>
    public sealed record GetReport;
}
