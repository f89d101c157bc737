using Akka.Streams.Substreams;

namespace Akka.Streams.Dsl;

/// <summary>Sources that are made anew, after a growing wait, when they end.</summary>
public static class RestartSource
{
    /// <summary>Restarts the source when it completes or fails.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartStage<T, TMat>(sourceFactory, settings, onlyOnFailures: false));

    /// <summary>Restarts the source when it fails; the stream completes when it does.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartStage<T, TMat>(sourceFactory, settings, onlyOnFailures: true));
}
