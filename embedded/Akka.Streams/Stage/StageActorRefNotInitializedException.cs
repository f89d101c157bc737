namespace Akka.Streams.Stage;

/// <summary>A stage used its actor reference before it had made it.</summary>
public class StageActorRefNotInitializedException : Exception
{
    internal StageActorRefNotInitializedException()
        : base("You must first call GetStageActor(), to initialize the actor's behavior.")
    {
    }
}
