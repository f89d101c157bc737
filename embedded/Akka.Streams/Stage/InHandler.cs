using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>Completes or fails the stage when the upstream does.</summary>
public abstract class InHandler : IInHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => Island.ActiveStage.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => Island.ActiveStage.FailStage(e);
}
