using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>Receives messages for a stage, in the stage's own turn. There is no actor behind it.</summary>
public sealed class StageActor
{
    private readonly Reference _reference;
    private readonly HashSet<IActorRef> _watched = [];
    private StageActorRef.Receive _receive;

    internal StageActor(
        Island island,
        Func<Action<(IActorRef, object)>, Action<(IActorRef, object)>> getAsyncCallback,
        StageActorRef.Receive receive)
    {
        _receive = receive;
        var provider = ((IInternalActorRef)island.Host).Provider;
        _reference = new Reference(provider, getAsyncCallback(Receive));
    }

    public IActorRef Ref => _reference;

    public void Become(StageActorRef.Receive receive) => _receive = receive;

    /// <summary>The end of that actor comes as a <see cref="Terminated"/> message.</summary>
    public void Watch(IActorRef actorRef)
    {
        if (_watched.Add(actorRef))
            ((IInternalActorRef)actorRef).SendSystemMessage(new Watch((IInternalActorRef)actorRef, _reference));
    }

    public void Unwatch(IActorRef actorRef)
    {
        if (_watched.Remove(actorRef))
            ((IInternalActorRef)actorRef).SendSystemMessage(new Unwatch(_reference));
    }

    /// <summary>Ends all watching; messages that come later are dropped.</summary>
    public void Stop()
    {
        foreach (var actorRef in _watched.ToArray())
            Unwatch(actorRef);
        _receive = static _ => { };
    }

    private void Receive((IActorRef Sender, object Message) args)
    {
        if (args.Message is not Terminated terminated || _watched.Remove(terminated.ActorRef))
            _receive(args);
    }

    private sealed class Reference(IActorRefProvider provider, Action<(IActorRef, object)> receive) : MinimalActorRef
    {
        public override ActorPath Path { get; } = provider.TempPath();

        public override IActorRefProvider Provider => provider;

        public override void Tell(object message, IActorRef? sender) =>
            receive((sender ?? provider.DeadLetters, message));

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification notification)
                Tell(new Terminated(notification.Actor, notification.ExistenceConfirmed, false), notification.Actor);
        }
    }
}
