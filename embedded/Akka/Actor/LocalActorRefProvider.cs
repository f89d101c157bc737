using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>The provider of a system in one process.</summary>
internal sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorPath _temp;
    private long _temps;

    public LocalActorRefProvider(ActorSystemImpl system)
    {
        System = system;
        RootPath = new RootActorPath(new Address("akka", system.Name));
        _temp = RootPath / "temp";
        DeadLetters = new DeadLetterActorRef(this);
    }

    public ActorSystemImpl System { get; }

    public ActorPath RootPath { get; }

    public IActorRef DeadLetters { get; }

    public Settings Settings => System.Settings;

    public ActorPath TempPath() => _temp / ActorNames.Generate(Interlocked.Increment(ref _temps) - 1);
}
