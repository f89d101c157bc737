using Akka.Actor;
using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Islands;

/// <summary>
/// Something that reaches an island from outside: a timer, a callback, another island. It may be posted again once
/// it was handled, so a stage makes one and keeps it. One that comes after the end of its stage is dropped.
/// </summary>
internal abstract class IslandEvent(Island island) : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    internal Island Island => island;

    /// <summary>The stage whose turn it is; null for an event of the island itself.</summary>
    internal virtual GraphStageLogic? Stage => null;

    internal abstract void Run();
}

/// <summary>Continues the delivery of signals that an island left off to let others have a turn.</summary>
internal sealed class ResumeEvent(Island island) : IslandEvent(island)
{
    internal override void Run() => Island.Resumed();
}

internal sealed class StartEvent(Island island) : IslandEvent(island)
{
    internal override void Run() => Island.StartStages();
}

internal sealed class StageEvent(GraphStageLogic stage, Action handler) : IslandEvent(stage.Island)
{
    internal override GraphStageLogic Stage => stage;

    internal override void Run() => handler();
}

internal sealed class StageEvent<T>(GraphStageLogic stage, Action<T> handler, T argument) : IslandEvent(stage.Island)
{
    internal override GraphStageLogic Stage => stage;

    internal override void Run() => handler(argument);
}
