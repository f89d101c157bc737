using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with its threads, scheduler, event stream and settings.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    public abstract string Name { get; }

    public abstract Settings Settings { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Ends when all actors have stopped and all threads of the system have ended.</summary>
    public abstract Task WhenTerminated { get; }

    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    public static ActorSystem Create(string name, Config config)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            || name[0] is '-' or '_')
        {
            throw new ArgumentException(
                "invalid ActorSystem name [" + name + "], must contain only word characters "
                + "(i.e. [a-zA-Z0-9] plus non-leading '-')",
                nameof(name));
        }

        var system = new ActorSystemImpl(name, config);
        system.Start();
        return system;
    }

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract void Stop(IActorRef actor);

    /// <summary>Runs <paramref name="code"/> when all actors have stopped.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Stops all actors, through <see cref="CoordinatedShutdown"/>.</summary>
    public abstract Task Terminate();

    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}
