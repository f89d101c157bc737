using Akka.Actor;
using Akka.Configuration;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;

namespace EditableDeepSC.Actors.Runs;

/// <summary>Runs simulations: the way in for programs.</summary>
public static class SimulationRun
{
    internal static readonly Config Configuration = ConfigurationFactory.ParseString(
        $$"""
        {{WorkerPool.ComputeDispatcher}} { type = PinnedDispatcher }
        akka.log-dead-letters = off
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
        """);

    /// <summary>Runs a plan to its end; a broken invariant throws.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="observer">Sees every event.</param>
    /// <param name="cancellation">Ends the run in order; the result is that of what was done.</param>
    public static async Task<RunResult> RunAsync(
        SimulationPlan plan, TimeProvider time, IRunObserver observer, CancellationToken cancellation)
    {
        using var system = ActorSystem.Create("simulation", Configuration);
        var result = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var gauges = new RunGauges();
        var statistics = new RunStatistics(plan.Options.Adapters.SnrsDb, plan.Options.Users.Count);
        var clock = new SimulationClock(time, plan.Options.TimeScale);
        var deadLetters = system.ActorOf(Making.Of(() => new DeadLetterCounter()), "dead-letters");
        var ledger = system.ActorOf(Making.Of(() => new Ledger(statistics, gauges, observer, result)), "ledger");
        var simulation = system.ActorOf(Making.Of(() => new Simulation(
            plan, clock, gauges, statistics, ledger, deadLetters, result)), "simulation");
        try
        {
            await using var interruption = cancellation.Register(() => simulation.Tell(new Simulation.Interrupt()));
            return await result.Task.ConfigureAwait(false);
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false);
        }
    }
}

/// <summary>How a run came out.</summary>
/// <param name="Balance">What went in and what came out.</param>
/// <param name="Statistics">What users got.</param>
/// <param name="Encoders">What the encoders did.</param>
/// <param name="Decoders">What the decoders did.</param>
/// <param name="DeadLetters">Messages that reached nobody; each is a mistake of the program.</param>
/// <param name="SimulatedSeconds">How long the run took in simulated time.</param>
/// <param name="WallSeconds">How long it took.</param>
/// <param name="End">Why it ended.</param>
public sealed record RunResult(Balance Balance, RunStatistics Statistics, PoolReport Encoders, PoolReport Decoders,
    long DeadLetters, double SimulatedSeconds, double WallSeconds, RunEnd End);

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>All users were done.</summary>
    Finished,

    /// <summary>It was asked to.</summary>
    Interrupted,

    /// <summary>Nothing happened for too long while something was still under way.</summary>
    Stalled,
}
