using Akka.Actor;

namespace Akka.Event;

/// <summary>The bus of a system; an actor that stops is unsubscribed.</summary>
public class EventStream : LoggingBus
{
    internal EventStream()
    {
    }

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is LocalActorRef local)
        {
            local.Cell.IsSubscriber = true;
        }

        return base.Subscribe(subscriber, channel);
    }
}
