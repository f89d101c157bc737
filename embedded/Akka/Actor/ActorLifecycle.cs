using Akka.Event;

namespace Akka.Actor;

/// <summary>Starts, suspends, restarts and stops one actor; runs on the actor's dispatcher only.</summary>
internal sealed class ActorLifecycle(ActorCell cell)
{
    private Step _whenChildrenStopped;
    private Exception? _restartCause;
    private object? _failedMessage;
    private IActorRef? _failedChild;
    private bool _failed;

    private enum Step
    {
        None,
        Create,
        Restart,
        Terminate,
    }

    public bool IsTerminating => _whenChildrenStopped == Step.Terminate;

    public void Create()
    {
        try
        {
            cell.CreateActor();
            cell.Actor!.BeforeStart();
            cell.Started();
        }
        catch (Exception e)
        {
            cell.DropActor();
            Fail(new ActorInitializationException(cell.Self, "Exception during creation", e), null);
        }
    }

    /// <summary>Holds the actor and its children until the supervisor has decided.</summary>
    public void Fail(Exception cause, object? message)
    {
        if (_failed || IsTerminating)
        {
            return;
        }

        _failed = true;
        _failedMessage = message;
        Suspend();
        cell.Parent.SendSystemMessage(new Dispatch.SysMsg.Failed(cell.Self, cause));
    }

    public void Suspend()
    {
        cell.Mailbox.Suspend();
        foreach (var child in cell.GetChildren())
        {
            ((LocalActorRef)child).Suspend();
        }
    }

    public void Resume(Exception? causedByFailure)
    {
        if (cell.Actor is null)
        {
            _restartCause = causedByFailure;
            StopChildrenThen(Step.Create);
            return;
        }

        cell.Mailbox.Resume();
        if (causedByFailure is not null)
        {
            _failed = false;
            _failedMessage = null;
        }

        foreach (var child in cell.GetChildren())
        {
            ((LocalActorRef)child).Resume(child.Equals(_failedChild) ? causedByFailure : null);
        }

        _failedChild = null;
    }

    public void Recreate(Exception cause)
    {
        if (IsTerminating)
        {
            return;
        }

        _restartCause = cause;
        if (cell.Actor is not { } actor)
        {
            StopChildrenThen(Step.Create);
            return;
        }

        try
        {
            actor.BeforeRestart(cause, _failedMessage);
        }
        catch (Exception e)
        {
            var failure = new PreRestartException(cell.Self, e, cause, _failedMessage);
            Publish(new Error(failure, cell.Self.Path.ToString(), actor.GetType(), e.Message));
        }

        cell.DropActor();
        WhenChildrenStopped(Step.Restart);
    }

    public void Terminate()
    {
        if (IsTerminating)
        {
            return;
        }

        cell.CancelReceiveTimeout();
        cell.Mailbox.Suspend();
        StopChildrenThen(Step.Terminate);
    }

    public void ChildStopped()
    {
        if (_whenChildrenStopped != Step.None && !cell.HasStoppingChildren)
        {
            Continue();
        }
    }

    public void ChildFailed(LocalActorRef child, Exception cause)
    {
        if (!cell.Children.Contains(child))
        {
            return;
        }

        var strategy = cell.Props.SupervisorStrategy ?? cell.Actor?.Strategy() ?? SupervisorStrategy.DefaultStrategy;
        if (!strategy.HandleFailure(cell, child, cause))
        {
            _failedChild = child;
            Fail(cause, null);
        }
    }

    private void StopChildrenThen(Step step)
    {
        foreach (var child in step == Step.Terminate ? cell.CloseChildren() : cell.GetChildren())
        {
            cell.Stop(child);
        }

        WhenChildrenStopped(step);
    }

    private void WhenChildrenStopped(Step step)
    {
        _whenChildrenStopped = step;
        if (!cell.HasStoppingChildren)
        {
            Continue();
        }
    }

    private void Continue()
    {
        switch (_whenChildrenStopped)
        {
            case Step.Create:
                Reset();
                Create();
                break;
            case Step.Restart:
                Restart();
                break;
            case Step.Terminate:
                Stop();
                break;
        }
    }

    private void Restart()
    {
        var cause = _restartCause!;
        var survivors = cell.GetChildren();
        Reset();
        try
        {
            cell.CreateActor();
            cell.Actor!.AfterRestart(cause);
            cell.Started();
        }
        catch (Exception e)
        {
            cell.DropActor();
            Fail(new PostRestartException(cell.Self, e, cause), null);
            return;
        }

        foreach (var child in survivors)
        {
            ((LocalActorRef)child).Restart(cause);
        }
    }

    private void Reset()
    {
        _whenChildrenStopped = Step.None;
        _restartCause = null;
        _failedMessage = null;
        _failedChild = null;
        _failed = false;
        cell.Mailbox.Resume();
    }

    private void Stop()
    {
        var actor = cell.Actor;
        try
        {
            actor?.AfterStop();
        }
        catch (Exception e)
        {
            Publish(new Error(e, cell.Self.Path.ToString(), actor!.GetType(), e.Message));
        }

        cell.DropActor();
        cell.Mailbox.Close();
        cell.EndOfLife();
    }

    private void Publish(LogEvent log) => cell.System.EventStream.Publish(log);
}
