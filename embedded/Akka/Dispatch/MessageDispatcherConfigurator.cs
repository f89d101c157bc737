namespace Akka.Dispatch;

/// <summary>Makes the dispatchers of one path of the configuration; named there as the type.</summary>
public abstract class MessageDispatcherConfigurator
{
    internal MessageDispatcherConfigurator()
    {
    }

    public abstract MessageDispatcher Dispatcher();
}
