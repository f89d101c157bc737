using Akka.Actor;

namespace Akka.Streams.Stage;

public static class StageActorRef
{
    /// <summary>Handles a message to a stage: its sender and the message.</summary>
    public delegate void Receive((IActorRef, object) args);
}
