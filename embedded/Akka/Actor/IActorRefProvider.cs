namespace Akka.Actor;

/// <summary>The system behind a reference.</summary>
public interface IActorRefProvider
{
    ActorPath RootPath { get; }

    IActorRef DeadLetters { get; }

    Settings Settings { get; }

    /// <summary>A fresh path for something short-lived that is not an actor.</summary>
    ActorPath TempPath();
}
