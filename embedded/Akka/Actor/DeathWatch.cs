using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Whom one actor watches, who watches it, and the notices that wait in its mailbox.</summary>
internal sealed class DeathWatch(ActorCell cell)
{
    private readonly Dictionary<IActorRef, object?> _watching = [];
    private readonly HashSet<IInternalActorRef> _watchers = [];
    private readonly Dictionary<IActorRef, object?> _announced = [];

    public void Watch(IInternalActorRef subject, object? message)
    {
        if (subject.Equals(cell.Self))
        {
            return;
        }

        // The first call stands, whatever message a later one brings.
        if (_watching.TryAdd(subject, message))
        {
            subject.SendSystemMessage(new Watch(subject, cell.Self));
        }
    }

    public void Unwatch(IInternalActorRef subject)
    {
        _announced.Remove(subject);
        if (_watching.Remove(subject))
        {
            subject.SendSystemMessage(new Unwatch(cell.Self));
        }
    }

    public void AddWatcher(IInternalActorRef watcher) => _watchers.Add(watcher);

    public void RemoveWatcher(IInternalActorRef watcher) => _watchers.Remove(watcher);

    /// <summary>Queues the notice behind the messages that are in the mailbox already.</summary>
    public void ActorTerminated(IActorRef actor, bool existenceConfirmed)
    {
        if (_watching.Remove(actor, out var message) && !cell.Lifecycle.IsTerminating)
        {
            _announced[actor] = message;
            cell.Self.Tell(new Terminated(actor, existenceConfirmed, false), actor);
        }
    }

    /// <summary>A notice that the actor stashed comes again.</summary>
    public void Announce(Terminated terminated) => _announced.TryAdd(terminated.ActorRef, null);

    /// <summary>Hands the notice to the actor unless it unwatched in the meantime.</summary>
    public void Receive(Terminated terminated)
    {
        if (_announced.Remove(terminated.ActorRef, out var message))
        {
            cell.ReceiveMessage(message ?? terminated);
        }
    }

    public void EndOfLife()
    {
        foreach (var watcher in _watchers)
        {
            // The parent has its notice already.
            if (!watcher.Equals(cell.Parent))
            {
                watcher.SendSystemMessage(new DeathWatchNotification(cell.Self, true));
            }
        }

        foreach (var watched in _watching.Keys)
        {
            ((IInternalActorRef)watched).SendSystemMessage(new Unwatch(cell.Self));
        }
    }
}
