using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Logger.Serilog;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Time;

namespace EditableDeepSC.Actors.Runs;

/// <summary>Runs simulations: the way in for programs.</summary>
public static class SimulationRun
{
    private const string Common = "akka { log-dead-letters = off, loglevel = WARNING, stdout-loglevel = OFF }\n";

    private const string Loggers = "loggers = [\"Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog\"]";
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(0.3); // so that workers hear that the run is over

    internal static readonly Config Configuration = ConfigurationFactory.ParseString(Common
        + $$"""
        {{WorkerPool.ComputeDispatcher}} { type = PinnedDispatcher }
        akka.scheduler.implementation = "{{Making.NameOf(typeof(WallScheduler))}}"
        akka.{{Loggers}}
        """);

    /// <summary>Runs a plan to its end; a broken invariant throws.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="time">The clock of the machine.</param>
    /// <param name="observer">Sees every event.</param>
    /// <param name="cancellation">Ends the run in order; the result is that of what was done.</param>
    /// <param name="shuffle">In virtual time: draws the order of what may run next; 0 is first in, first out.</param>
    /// <param name="computeThreads">In virtual time: threads that compute batches; null takes one a core.</param>
    /// <param name="trace">In virtual time: sees every message before it is handled; null costs nothing.</param>
    /// <param name="host">By the wall clock: other processes may join; null for a run of this process alone.</param>
    public static async Task<RunResult> RunAsync(SimulationPlan plan, TimeProvider time, IRunObserver observer,
        CancellationToken cancellation, long shuffle = 0, int? computeThreads = null, Action<TracedMessage>? trace = null,
        ClusterHost? host = null)
    {
        var threads = computeThreads ?? Environment.ProcessorCount;
        var started = time.GetTimestamp();
        var mailboxes = trace is null ? "" : $"akka.actor.default-mailbox.mailbox-type = \"{Making.NameOf(typeof(TracedMailbox))}\"";
        var result = plan.Options.Clock == ClockKind.Wall
            ? await RunByTheWallAsync(plan, time, observer, host, cancellation).ConfigureAwait(false)
            : await Task.Factory.StartNew(
                () => RunInVirtualTime(plan, observer, shuffle, threads, cancellation, mailboxes, trace),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        return result with { WallSeconds = time.GetElapsedTime(started).TotalSeconds };
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Ended in finally, or left to a worker that hangs.")]
    private static async Task<RunResult> RunByTheWallAsync(
        SimulationPlan plan, TimeProvider time, IRunObserver observer, ClusterHost? host, CancellationToken cancellation)
    {
        foreach (var device in plan.Options.Encoders.Devices.Concat(plan.Options.Decoders.Devices).DefaultIfEmpty("cpu").Distinct())
        {
            try
            {
                await Task.Run(() => plan.Codec.WarmUp(device), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception cause)
            {
                throw new RunFailedException($"the codec {plan.Codec.Name} cannot begin on {device}: {cause.Message}", cause);
            }
        }
        var system = host is null ? ActorSystem.Create("simulation", Configuration)
            : ClusterNode.Create(host.Address, ClusterNode.HostRole, host.Certificate, Loggers);
        IActorRef? reception = null;
        try
        {
            if (host is not null) reception = await OpenAsync(system, host, time, observer, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await system.Terminate().ConfigureAwait(false);
            throw;
        }
        var (simulation, result) = Start(system, plan, new SimulationClock(time, TimeSpan.FromMilliseconds(1)), observer, null, cancellation,
            reception);
        try
        {
            await using var interruption = cancellation.Register(() => simulation.Tell(new Simulation.Interrupt()));
            await result.ConfigureAwait(false);
            if (reception is not null)
            {
                var cluster = await reception.Ask<ClusterReport>(new Reception.Close(), CloseTimeout, CancellationToken.None)
                    .ConfigureAwait(false);
                await Task.Delay(FarewellTime, time, CancellationToken.None).ConfigureAwait(false);
                return (await result.ConfigureAwait(false)) with { Cluster = cluster };
            }
        }
        finally
        {
            var end = system.Terminate();
            // A worker that hangs never lets its system end.
            if (!(result.IsCompletedSuccessfully && (await result.ConfigureAwait(false)).End == RunEnd.Stalled))
                await end.ConfigureAwait(false);
        }
        return await result.ConfigureAwait(false);
    }

    /// <summary>Opens the reception of a host and waits until the workers are there that the run asks for.</summary>
    [SuppressMessage("Performance", "CA1849", Justification = "Joining only tells: nothing blocks.")]
    private static async Task<IActorRef> OpenAsync(ActorSystem system, ClusterHost host, TimeProvider time,
        IRunObserver observer, CancellationToken cancellation)
    {
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Akka.Cluster.Cluster.Get(system).Join(Akka.Cluster.Cluster.Get(system).SelfAddress);
        WireFormat.Of(system).IsHalf = host.IsHalf;
        var reception = system.ActorOf(
            Making.Of(() => new Reception(host, time, complete, observer.Changed)), "reception");
        try
        {
            await complete.Task.WaitAsync(host.Patience, time, cancellation).ConfigureAwait(false);
            return reception;
        }
        catch (TimeoutException cause)
        {
            throw new RunFailedException(string.Create(CultureInfo.InvariantCulture,
                $"after {host.Patience.TotalSeconds:0} s {host.Waiting}. Start them: ./eds worker --join {host.Address}"), cause);
        }
    }

    /// <param name="plan">What to run.</param>
    /// <param name="observer">Sees every event.</param>
    /// <param name="shuffle">Draws the order of what may run next; 0 is first in, first out.</param>
    /// <param name="computeThreads">Threads that compute batches.</param>
    /// <param name="cancellation">Ends the run in order.</param>
    /// <param name="mailboxes">Configuration of mailboxes that are not the usual ones.</param>
    /// <param name="trace">What mailboxes that show their messages show them to.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "Ended in finally, or left to a worker that hangs.")]
    internal static RunResult RunInVirtualTime(SimulationPlan plan, IRunObserver observer, long shuffle, int computeThreads,
        CancellationToken cancellation, string mailboxes = "", Action<TracedMessage>? trace = null)
    {
        var types = (Scheduler: Making.NameOf(typeof(VirtualScheduler)), Dispatcher: Making.NameOf(typeof(VirtualDispatcher)));
        var system = ActorSystem.Create("simulation", ConfigurationFactory.ParseString(Common + $$"""
            akka.loggers = []
            akka.scheduler.implementation = "{{types.Scheduler}}"
            akka.actor.default-dispatcher { type = "{{types.Dispatcher}}" }
            akka.actor.internal-dispatcher { type = "{{types.Dispatcher}}" }
            akka.actor.default-blocking-io-dispatcher { type = "{{types.Dispatcher}}" }
            {{WorkerPool.ComputeDispatcher}} { type = "{{types.Dispatcher}}" }
            {{VirtualScheduler.ShuffleKey}} = {{shuffle.ToString(CultureInfo.InvariantCulture)}}
            {{mailboxes}}
            """));
        var scheduler = (VirtualScheduler)system.Scheduler;
        scheduler.Trace = trace;
        var threads = new ComputeThreads(computeThreads);
        // A logger of the configuration would be waited for before there is anyone who runs it.
        var log = system.ActorOf(Props.Create<SerilogLogger>(), "log");
        foreach (var kind in new[] { typeof(Error), typeof(Warning) }) system.EventStream.Subscribe(log, kind);
        var clock = new SimulationClock(new VirtualTimeProvider(scheduler), TimeSpan.FromTicks(1));
        var (simulation, result) = Start(system, plan, clock, observer, threads, cancellation);
        using var interruption = cancellation.Register(() => simulation.Tell(new Simulation.Interrupt()));
        var isHung = false;
        try
        {
            if (!scheduler.RunUntil(() => result.IsCompleted, TimeSpan.FromSeconds(plan.Options.HangSeconds), () =>
            {
                isHung = true;
                simulation.Tell(new Simulation.Hang(threads.Running));
            }))
                throw new InvalidOperationException("The run came to a halt before its end: nothing is left to happen.");
            return result.GetAwaiter().GetResult();
        }
        finally
        {
            if (isHung)
            {
                threads.Abandon(); // and the models with them, which are still in use
            }
            else
            {
                threads.Dispose(); // no batch computes any more when its worker frees the models
                scheduler.RunBeside(system.Terminate());
            }
        }
    }

    private static (IActorRef Simulation, Task<RunResult> Result) Start(ActorSystem system, SimulationPlan plan,
        SimulationClock clock, IRunObserver observer, ComputeThreads? threads, CancellationToken stop,
        IActorRef? reception = null)
    {
        var result = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var gauges = new RunGauges();
        var statistics = new RunStatistics(
            plan.Options.Adapters.SnrsDb, plan.Options.Users.Count, plan.Options.Air.Count,
            plan.Options.UsersListed);
        var deadLetters = system.ActorOf(Making.Of(() => new DeadLetterCounter()), "dead-letters");
        var ledger = system.ActorOf(Making.Of(() => new Ledger(statistics, gauges, observer, result)), "ledger");
        var simulation = system.ActorOf(Making.Of(() => new Simulation(
            plan, clock, gauges, statistics, ledger, deadLetters, threads, result, reception, stop)), "simulation");
        return (simulation, result.Task);
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
    long DeadLetters, double SimulatedSeconds, double WallSeconds, RunEnd End)
{
    /// <summary>Workers that were computing when the run was given up because no batch gave a result any more.</summary>
    public IReadOnlyList<string> HungWorkers { get; init; } = [];

    /// <summary>What the host saw of other processes; null where none could join.</summary>
    public ClusterReport? Cluster { get; init; }
}

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
