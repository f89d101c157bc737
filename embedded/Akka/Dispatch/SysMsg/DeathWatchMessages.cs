using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.DeathWatch.AddWatcher(watcher);

    public override void ApplyToDead(ActorCell cell) => Refuse();

    /// <summary>Tells the watcher that there is nothing to watch.</summary>
    public void Refuse() => watcher.SendSystemMessage(new DeathWatchNotification(watchee, false));
}

internal sealed class Unwatch(IInternalActorRef watcher) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.DeathWatch.RemoveWatcher(watcher);
}

internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IActorRef Actor => actor;

    public bool ExistenceConfirmed => existenceConfirmed;

    public override void Apply(ActorCell cell) => cell.WatchedActorTerminated(actor, existenceConfirmed);
}
