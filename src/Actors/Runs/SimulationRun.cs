using Akka.Actor;
using Akka.Configuration;

namespace EditableDeepSC.Actors;

/// <summary>Runs simulations: the way in for programs.</summary>
public static class SimulationRun
{
    internal static readonly Config Configuration = ConfigurationFactory.ParseString(
        $$"""
        {{PoolActors.ComputeDispatcher}} { type = PinnedDispatcher }
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
