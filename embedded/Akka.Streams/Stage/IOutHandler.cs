namespace Akka.Streams.Stage;

/// <summary>What a stage does with demand for an outlet.</summary>
public interface IOutHandler
{
    /// <summary>The downstream asks for one element: push at most one until the next call.</summary>
    void OnPull();

    void OnDownstreamFinish(Exception cause);
}
