namespace Akka.Actor;

/// <summary>The handlers of one behaviour, tried in the order of their declaration.</summary>
internal sealed class ReceiveHandlers
{
    private MessageHandler[] _handlers = [];
    private bool _takesAll;

    public void Add(MessageHandler handler)
    {
        if (_takesAll)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that.");
        }

        _takesAll = handler.TakesAll;
        _handlers = [.. _handlers, handler];
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler.TryHandle(message))
            {
                return true;
            }
        }

        return false;
    }
}
