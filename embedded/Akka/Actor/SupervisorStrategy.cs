using Akka.Event;

namespace Akka.Actor;

/// <summary>How a supervisor treats children that fail.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops an actor that could not be created or was killed, restarts all others.</summary>
    public static IDecider DefaultDecider = new LocalOnlyDecider(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    private readonly TimeSpan? _window;
    private readonly bool _loggingEnabled;

    /// <summary>A negative number of retries is no limit; without a window the retries count for ever.</summary>
    private protected SupervisorStrategy(
        int maxNumberOfRetries, TimeSpan? window, IDecider decider, bool loggingEnabled)
    {
        MaxRetries = maxNumberOfRetries;
        _window = window > TimeSpan.Zero ? window : null;
        Decider = decider;
        _loggingEnabled = loggingEnabled;
    }

    public IDecider Decider { get; }

    private protected int MaxRetries { get; }

    /// <summary>-1 where there is no window.</summary>
    private protected int WindowMilliseconds => (int?)_window?.TotalMilliseconds ?? -1;

    /// <summary>Carries the decision out; false where it is to escalate.</summary>
    internal bool HandleFailure(ActorCell parent, LocalActorRef child, Exception cause)
    {
        var directive = Decider.Decide(cause);
        if (_loggingEnabled)
        {
            Log(parent.System, child, cause, directive);
        }

        switch (directive)
        {
            case Directive.Resume:
                child.Resume(cause);
                return true;
            case Directive.Restart:
                Restart(parent, child, cause);
                return true;
            case Directive.Stop:
                Stop(parent, child);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The children that share the fate of <paramref name="failed"/>, itself included.</summary>
    private protected abstract IReadOnlyCollection<LocalActorRef> Affected(ActorCell parent, LocalActorRef failed);

    private void Stop(ActorCell parent, LocalActorRef failed)
    {
        foreach (var child in Affected(parent, failed))
        {
            parent.Stop(child);
        }
    }

    private void Restart(ActorCell parent, LocalActorRef failed, Exception cause)
    {
        var affected = Affected(parent, failed);
        var now = parent.System.Scheduler.MonotonicClock;
        if (!affected.All(child => MayRestart(child.Cell, now)))
        {
            Stop(parent, failed);
            return;
        }

        foreach (var child in affected)
        {
            if (child != failed)
            {
                child.Suspend();
            }

            child.Restart(cause);
        }
    }

    private bool MayRestart(ActorCell child, TimeSpan now)
    {
        if (_window is null)
        {
            return MaxRetries < 0 || ++child.Restarts <= MaxRetries;
        }

        if (MaxRetries == 0)
        {
            return false;
        }

        if (child.Restarts == 0 || now - child.RestartWindowStart > _window)
        {
            child.RestartWindowStart = now;
            child.Restarts = 1;
            return true;
        }

        return ++child.Restarts <= Math.Max(1, MaxRetries);
    }

    private void Log(Internal.ActorSystemImpl system, LocalActorRef child, Exception cause, Directive directive)
    {
        var shown = cause is ActorInitializationException { InnerException: { } inner } ? inner : cause;
        var source = child.Path.ToString();
        if (directive == Directive.Resume)
        {
            system.EventStream.Publish(new Warning(source, GetType(), shown.Message));
        }
        else if (directive != Directive.Escalate)
        {
            system.EventStream.Publish(new Error(cause, source, GetType(), shown.Message));
        }
    }
}
