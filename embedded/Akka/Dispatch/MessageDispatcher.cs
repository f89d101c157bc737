namespace Akka.Dispatch;

/// <summary>Lends threads to the actors that were created with it.</summary>
public abstract class MessageDispatcher
{
    internal MessageDispatcher(string id, int throughput)
    {
        Id = id;
        Throughput = throughput;
    }

    /// <summary>Its path in the configuration.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor may handle before the thread is given to the next one.</summary>
    public int Throughput { get; set; }

    public void Schedule(Action run) => Execute(new ActionRunnable(run));

    public void Schedule(IRunnable run) => Execute(run);

    internal abstract void Execute(IThreadPoolWorkItem work);

    /// <summary>An actor of this dispatcher has stopped.</summary>
    internal virtual void Detach()
    {
    }
}
