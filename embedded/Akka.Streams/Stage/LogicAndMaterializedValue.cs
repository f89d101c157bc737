namespace Akka.Streams.Stage;

/// <summary>What a stage makes for one run: its logic, and what the run's caller gets.</summary>
public readonly struct LogicAndMaterializedValue<TMaterialized>(GraphStageLogic logic, TMaterialized materializedValue)
    : ILogicAndMaterializedValue<TMaterialized>
{
    public GraphStageLogic Logic { get; } = logic;

    public TMaterialized MaterializedValue { get; } = materializedValue;
}
