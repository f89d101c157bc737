using Akka.Streams.Stage;

namespace Akka.Streams;

/// <summary>The stage was stopped from outside before its stream had ended.</summary>
public sealed class AbruptStageTerminationException(GraphStageLogic logic) : Exception(
    $"GraphStage {logic} terminated abruptly, caused by for example materializer or actor system termination.");
