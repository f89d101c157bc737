using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases; each waits for the tasks that were added to it, up to its timeout.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop,
        PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly List<(string Phase, string Name, Func<Task<Done>> Run)> _tasks = [];
    private readonly Internal.ActorSystemImpl _system;
    private readonly ILoggingAdapter _log;
    private Task<Done>? _run;

    private CoordinatedShutdown(Internal.ActorSystemImpl system)
    {
        _system = system;
        _log = Logging.GetLogger(system, this);
    }

    public ExtendedActorSystem System => _system;

    /// <summary>Why the shutdown runs; null while it does not.</summary>
    public Reason? ShutdownReason { get; private set; }

    public static CoordinatedShutdown Get(ActorSystem sys) =>
        ((Internal.ActorSystemImpl)sys).Extension(system => new CoordinatedShutdown(system));

    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!Phases.Contains(phase))
        {
            throw new ConfigurationException(
                $"Unknown phase [{phase}], known phases [{string.Join(", ", Phases)}].");
        }

        lock (_tasks)
        {
            _tasks.Add((phase, taskName, task));
        }
    }

    public TimeSpan Timeout(string phase)
    {
        var config = _system.Settings.Config;
        return config.GetTimeSpan(
            $"akka.coordinated-shutdown.phases.{phase}.timeout",
            config.GetTimeSpan("akka.coordinated-shutdown.default-phase-timeout"));
    }

    /// <summary>Runs the phases from <paramref name="fromPhase"/>, once; later calls get the same task.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        lock (_tasks)
        {
            ShutdownReason ??= reason;
            return _run ??= Task.Run(() => RunPhases(fromPhase ?? Phases[0]));
        }
    }

    private async Task<Done> RunPhases(string fromPhase)
    {
        foreach (var phase in Phases.SkipWhile(phase => phase != fromPhase))
        {
            await RunPhase(phase);
        }

        return Done.Instance;
    }

    private async Task RunPhase(string phase)
    {
        Task[] running;
        lock (_tasks)
        {
            running = [.. _tasks.Where(task => task.Phase == phase).Select(RunTask)];
        }

        if (phase == PhaseActorSystemTerminate)
        {
            _system.Shutdown.Begin();
            running = [.. running, _system.WhenTerminated];
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(Timeout(phase));
        }
        catch (TimeoutException)
        {
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, Timeout(phase));
        }
    }

    private async Task RunTask((string Phase, string Name, Func<Task<Done>> Run) task)
    {
        try
        {
            await task.Run();
        }
        catch (Exception e)
        {
            _log.Warning("Task [{0}] failed in phase [{1}]: {2}", task.Name, task.Phase, e.Message);
        }
    }

    /// <summary>Why a system shuts down.</summary>
    public class Reason
    {
        protected Reason()
        {
        }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }
}
