using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What the engine knows of one actor: its mailbox, instance, behaviour, children and watchers.</summary>
internal sealed class ActorCell : IUntypedActorContext
{
    /// <summary>The cell that runs on this thread.</summary>
    [ThreadStatic]
    internal static ActorCell? Current;

    private ActorChildren? _children;
    private DeathWatch? _deathWatch;
    private Stack<Receive>? _behaviours;
    private ReceiveTimeoutTimer? _receiveTimeout;
    private ActorTimers? _timers;
    private ActorStash? _stash;
    private ActorTaskScheduler? _tasks;
    private object? _message;
    private IActorRef? _sender;
    private int _tasksRunning;

    public ActorCell(
        ActorSystemImpl system, LocalActorRef self, IInternalActorRef parent, Props props, MessageDispatcher dispatcher)
    {
        System = system;
        Self = self;
        Parent = parent;
        Props = props;
        Dispatcher = dispatcher;
        Mailbox = new Mailbox(this, system.Mailboxes.Lookup(props.Mailbox, dispatcher.Id));
        Lifecycle = new ActorLifecycle(this);
    }

    public ActorSystemImpl System { get; }

    public LocalActorRef Self { get; }

    public IInternalActorRef Parent { get; }

    public Props Props { get; }

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox { get; }

    public ActorLifecycle Lifecycle { get; }

    public ActorBase? Actor { get; private set; }

    /// <summary>How often the supervisor has restarted this actor; the supervisor's own, as the next one.</summary>
    public int Restarts { get; set; }

    public TimeSpan RestartWindowStart { get; set; }

    /// <summary>Set by the event stream, which must forget this actor when it stops.</summary>
    public bool IsSubscriber { get; set; }

    /// <summary>Any thread may be the first to ask: a guardian's children come from all of them.</summary>
    public ActorChildren Children =>
        _children ?? Interlocked.CompareExchange(ref _children, new ActorChildren(), null) ?? _children;

    public bool HasStoppingChildren => _children is { HasStopping: true };

    public DeathWatch DeathWatch => _deathWatch ??= new DeathWatch(this);

    public object CurrentMessage => _message ?? throw new InvalidOperationException("There is no current message.");

    public IActorRef Sender => _sender ?? System.DeadLetters;

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    IActorRef IActorContext.Self => Self;

    IActorRef IActorContext.Parent => Parent;

    ActorSystem IActorContext.System => System;

    public void Invoke(object message, IActorRef? sender)
    {
        _message = message;
        _sender = sender;
        _stash?.BeforeMessage();
        _receiveTimeout?.BeforeMessage(message);
        try
        {
            if (message is IAutoReceivedMessage)
            {
                AutoReceive(message);
            }
            else
            {
                ReceiveMessage(message);
            }
        }
        catch (Exception e)
        {
            Lifecycle.Fail(e, message);
            _receiveTimeout?.AfterMessage(); // PreRestart still sees the message and its sender
            return;
        }

        if (_tasksRunning == 0)
        {
            AfterMessage();
        }
    }

    public void Invoke(SystemMessage message, bool stopped)
    {
        try
        {
            if (stopped)
            {
                message.ApplyToDead(this);
            }
            else
            {
                message.Apply(this);
            }
        }
        catch (Exception e)
        {
            Lifecycle.Fail(e, null);
        }
    }

    /// <summary>Gives the message to the current behaviour, which may stash it.</summary>
    public void ReceiveMessage(object message)
    {
        _message = message;
        var handled = _behaviours is null ? Actor!.Handle(message) : _behaviours.Peek()(message);
        if (!handled)
        {
            Actor!.HandleUnhandled(message);
        }
    }

    /// <summary>A dead letter to a subscriber that has stopped is dropped: published again it would come back here.</summary>
    public void DeadLetter(object message, IActorRef? sender)
    {
        if (message is AllDeadLetters) return;
        System.DeadLetterOffice.Publish(message, sender ?? System.DeadLetters, Self);
    }

    public void CreateActor()
    {
        _behaviours = null;
        Actor = Props.NewActor();
        (Actor as ReceiveActor)?.EndOfConstruction();
        if (Actor is IActorStash stashing)
        {
            stashing.Stash = _stash ??= new ActorStash(this);
        }

        if (Actor is IWithTimers timed)
        {
            timed.Timers = _timers ??= new ActorTimers(this);
        }
    }

    /// <summary>Lets go of the instance, what it stashed and the timers that it started.</summary>
    public void DropActor()
    {
        _timers?.CancelAll();
        _stash?.UnstashAll();
        if (Actor is { } actor)
        {
            Actor = null;
            Props.Release(actor);
        }
    }

    /// <summary>Tells the parent and the watchers; the mailbox is closed already.</summary>
    public void EndOfLife()
    {
        if (IsSubscriber)
        {
            System.EventStream.Unsubscribe(Self);
        }

        Parent.SendSystemMessage(new DeathWatchNotification(Self, true));
        _deathWatch?.EndOfLife();
        _behaviours = null;
        _message = null;
        _sender = null;
        Dispatcher.Detach();
    }

    public void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed)
    {
        _deathWatch?.ActorTerminated(actor, existenceConfirmed);
        if (_children is not null && _children.Remove(actor))
        {
            Lifecycle.ChildStopped();
        }
    }

    public IActorRef ActorOf(Props props, string? name = null)
    {
        if (Lifecycle.IsTerminating)
        {
            throw new InvalidOperationException("Cannot create child while terminating or terminated");
        }

        var childName = name is null ? Children.NextName() : ActorNames.Check(name);
        var child = LocalActorRef.Create(System, props, Self, childName);
        Children.Add(child);
        child.Start();
        return child;
    }

    /// <summary>Those that are there; from now on no child can be created.</summary>
    public IEnumerable<LocalActorRef> CloseChildren() =>
        Interlocked.CompareExchange(ref _children, ActorChildren.Closed, null)?.Close() ?? [];

    /// <summary>A receive timeout that was set while the actor began counts from here.</summary>
    public void Started() => _receiveTimeout?.AfterMessage();

    public IActorRef Child(string name) => _children?.Find(name) ?? (IActorRef)Nobody.Instance;

    public IEnumerable<IActorRef> GetChildren() => _children?.Snapshot() ?? [];

    public void Stop(IActorRef child)
    {
        _children?.MarkStopping(child);
        ((IInternalActorRef)child).Stop();
    }

    public IActorRef Watch(IActorRef subject)
    {
        DeathWatch.Watch((IInternalActorRef)subject, null);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        DeathWatch.Watch((IInternalActorRef)subject, message);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        _deathWatch?.Unwatch((IInternalActorRef)subject);
        return subject;
    }

    public void Become(Receive receive)
    {
        _behaviours?.TryPop(out _);
        BecomeStacked(receive);
    }

    public void BecomeStacked(Receive receive) => (_behaviours ??= new Stack<Receive>()).Push(receive);

    public void Become(UntypedReceive receive) => Become(Handler(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handler(receive));

    public void UnbecomeStacked()
    {
        if (_behaviours is not null && _behaviours.TryPop(out _) && _behaviours.Count == 0)
        {
            _behaviours = null;
        }
    }

    public void SetReceiveTimeout(TimeSpan? timeout) =>
        (_receiveTimeout ??= new ReceiveTimeoutTimer(this)).Set(timeout);

    public void CancelReceiveTimeout() => _receiveTimeout?.Set(null);

    /// <summary>Runs an asynchronous handler; user messages wait until it has ended.</summary>
    public void RunTask(Func<Task> action)
    {
        var start = new Task<Task>(action);
        start.RunSynchronously(_tasks ??= new ActorTaskScheduler(this));
        var task = start.Unwrap();
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        _tasksRunning++;
        Mailbox.Suspend();
        task.ContinueWith(
            ended => Mailbox.PostSystem(new TaskEnded(ended)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public void EndTask(Task task)
    {
        _tasksRunning--;
        Mailbox.Resume();
        if (!task.IsCompletedSuccessfully)
        {
            Lifecycle.Fail(task.Exception?.InnerException ?? new TaskCanceledException(task), _message);
            _receiveTimeout?.AfterMessage();
            return;
        }

        if (_tasksRunning == 0)
        {
            AfterMessage();
        }
    }

    private static Receive Handler(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case PoisonPill:
                Self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            case Terminated terminated:
                _deathWatch?.Receive(terminated);
                break;
            case TimerFired fired:
                _timers?.Receive(fired);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    private void AfterMessage()
    {
        _receiveTimeout?.AfterMessage();
        _message = null;
        _sender = null;
    }
}
