namespace Akka.Streams.Stage;

/// <summary>What a stage does with what arrives at an inlet.</summary>
public interface IInHandler
{
    /// <summary>An element has come: grab it before the next pull.</summary>
    void OnPush();

    void OnUpstreamFinish();

    void OnUpstreamFailure(Exception e);
}
