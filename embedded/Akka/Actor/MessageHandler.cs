namespace Akka.Actor;

/// <summary>Takes the messages of one type, or some of them.</summary>
internal abstract class MessageHandler
{
    /// <summary>True where no message can get past this handler.</summary>
    public abstract bool TakesAll { get; }

    public abstract bool TryHandle(object message);
}

internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : MessageHandler
{
    public override bool TakesAll => typeof(T) == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
        {
            return false;
        }

        handler(typed);
        return true;
    }
}

internal sealed class FuncHandler<T>(Func<T, bool> handler) : MessageHandler
{
    public override bool TakesAll => false;

    public override bool TryHandle(object message) => message is T typed && handler(typed);
}
