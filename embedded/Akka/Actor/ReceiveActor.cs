using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that declares its handlers in its constructor, tried in that order.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly ReceiveHandlers _initial = new();
    private ReceiveHandlers? _configuring;

    protected ReceiveActor() => _configuring = _initial;

    private ReceiveHandlers Handlers => _configuring ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");

    internal void EndOfConstruction() => _configuring = null;

    protected sealed override void OnReceive(object message)
    {
        if (!_initial.TryHandle(message))
        {
            Unhandled(message);
        }
    }

    protected void Become(Action configure) => Context.Become(Behaviour(configure));

    protected void BecomeStacked(Action configure) => Context.BecomeStacked(Behaviour(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Handlers.Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Handlers.Add(new FuncHandler<T>(handler));

    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    /// <summary>As Receive; no other message is handled until the task has ended.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAsync(handler);

    private Receive Behaviour(Action configure)
    {
        var handlers = new ReceiveHandlers();
        var outer = _configuring;
        _configuring = handlers;
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }

        return handlers.TryHandle;
    }
}
