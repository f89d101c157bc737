using System.Diagnostics.CodeAnalysis;
using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor: private state behind a mailbox, one message at a time.</summary>
public abstract class ActorBase
{
    private readonly ActorCell _cell;

    protected ActorBase()
    {
        _cell = ActorCell.Current ?? throw new InvalidOperationException(
            $"{GetType()} was created with 'new'; create it with ActorOf and Props.");
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The name of the real API.")]
    protected static IActorContext Context => RunningCell;

    protected IActorRef Self => _cell.Self;

    protected IActorRef Sender => _cell.Sender;

    internal static ActorCell RunningCell => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    internal bool Handle(object message) => Receive(message);

    internal void HandleUnhandled(object message) => Unhandled(message);

    internal void BeforeStart() => PreStart();

    internal void AfterStop() => PostStop();

    internal void BeforeRestart(Exception reason, object? message) => PreRestart(reason, message);

    internal void AfterRestart(Exception reason) => PostRestart(reason);

    internal SupervisorStrategy Strategy() => SupervisorStrategy();

    /// <summary>Handles one message and says whether it did.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called when the actor and its children have stopped.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the old instance; stops the children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        foreach (var child in _cell.GetChildren().ToArray())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance; calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>What to do when a child fails.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called for a message that no behaviour took; publishes an <see cref="UnhandledMessage"/>.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => _cell.Become(receive);

    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);
}
