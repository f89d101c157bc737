using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The reference to an actor of this process.</summary>
internal sealed class LocalActorRef : MinimalActorRef
{
    private readonly ActorCell _cell;

    private LocalActorRef(
        ActorSystemImpl system,
        Props props,
        Dispatch.MessageDispatcher dispatcher,
        IInternalActorRef parent,
        ActorPath path)
    {
        Path = path;
        _cell = new ActorCell(system, this, parent, props, dispatcher);
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _cell.System.Provider;

    public override IInternalActorRef Parent => _cell.Parent;

    [Obsolete("Use Context.Watch and Receive<Terminated>")]
    public override bool IsTerminated => _cell.Mailbox.IsClosed;

    internal ActorCell Cell => _cell;

    /// <summary>Makes a reference that must be started with <see cref="Start"/>.</summary>
    public static LocalActorRef Create(ActorSystemImpl system, Props props, IInternalActorRef parent, string name)
    {
        var path = new ChildActorPath(parent.Path, name, system.NextUid());
        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
        {
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        }

        if (!system.Mailboxes.HasMailbox(props.Mailbox))
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox "
                + $"[{props.Mailbox}]",
                new ConfigurationException($"Mailbox Type [{props.Mailbox}] not configured"));
        }

        return new LocalActorRef(system, props, system.Dispatchers.Lookup(props.Dispatcher), parent, path);
    }

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        }

        _cell.Mailbox.Post(message, sender);
    }

    public override void SendSystemMessage(ISystemMessage message) =>
        _cell.Mailbox.PostSystem((SystemMessage)message);

    public override void Start() => SendSystemMessage(new Create());

    public override void Suspend() => SendSystemMessage(new Suspend());

    public override void Resume(Exception? causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public override void Stop() => SendSystemMessage(new Terminate());
}
