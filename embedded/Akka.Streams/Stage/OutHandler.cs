using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>Ends the stage when the downstream cancels.</summary>
public abstract class OutHandler : IOutHandler
{
    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) => Island.ActiveStage.CancelStage(cause);
}
