namespace Akka.Event;

/// <summary>A bus with a log level.</summary>
public class LoggingBus
{
    private readonly SubscriberTable _subscribers = new();

    private protected LoggingBus()
    {
    }

    /// <summary>Events below it are not logged.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    /// <summary>Tells <paramref name="event"/> to all who subscribed to its type or a base of it.</summary>
    public void Publish(object @event)
    {
        foreach (var subscriber in _subscribers.For(@event.GetType()))
        {
            subscriber.Tell(@event, Actor.ActorRefs.NoSender);
        }
    }

    /// <summary>False where the actor had subscribed to that already.</summary>
    public virtual bool Subscribe(Actor.IActorRef subscriber, Type channel) => _subscribers.Add(subscriber, channel);

    public virtual bool Unsubscribe(Actor.IActorRef subscriber, Type channel) =>
        _subscribers.Remove(entry => entry.Subscriber.Equals(subscriber) && entry.Channel == channel);

    public virtual bool Unsubscribe(Actor.IActorRef subscriber) =>
        _subscribers.Remove(entry => entry.Subscriber.Equals(subscriber));
}
