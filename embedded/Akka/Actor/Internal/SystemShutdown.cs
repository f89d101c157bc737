namespace Akka.Actor.Internal;

/// <summary>Stops in order: the user's actors, the loggers once they have written, the rest, the threads.</summary>
internal sealed class SystemShutdown(ActorSystemImpl system)
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action> _callbacks = [];
    private int _loggersLeft;
    private int _begun;

    public Task Terminated => _terminated.Task;

    public void Register(Action callback)
    {
        lock (_callbacks)
        {
            if (Terminated.IsCompleted)
            {
                throw new InvalidOperationException("ActorSystem already terminated.");
            }

            _callbacks.Add(callback);
        }
    }

    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            system.Guardian.Stop();
        }
    }

    /// <summary>A guardian or a logger has stopped.</summary>
    public void Stopped(IActorRef actor)
    {
        if (actor.Equals(system.Guardian))
        {
            StopLoggers();
        }
        else if (actor.Equals(system.SystemGuardian))
        {
            ThreadPool.QueueUserWorkItem(_ => End());
        }
        else if (Interlocked.Decrement(ref _loggersLeft) == 0)
        {
            system.SystemGuardian.Stop();
        }
    }

    private void StopLoggers()
    {
        _loggersLeft = system.Loggers.Count + 1;
        foreach (var logger in system.Loggers)
        {
            logger.SendSystemMessage(new Dispatch.SysMsg.Watch(logger, system.RootGuardian));
            logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }

        Stopped(ActorRefs.Nobody);
    }

    private void End()
    {
        system.Dispatchers.JoinThreads();
        system.StopScheduler();
        lock (_callbacks)
        {
            try
            {
                // The last one first, as in the original.
                _callbacks.Reverse();
                _callbacks.ForEach(callback => callback());
                _terminated.SetResult();
            }
            catch (Exception e)
            {
                _terminated.SetException(e);
            }
        }
    }
}
