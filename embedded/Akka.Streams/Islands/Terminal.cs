using Akka.Streams.Stage;

namespace Akka.Streams.Islands;

/// <summary>An open port of a stage that is being wired.</summary>
internal readonly record struct Terminal<TPort>(GraphStageLogic Stage, TPort Port);
