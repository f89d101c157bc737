using Akka.Streams.Stage;

namespace Akka.Streams.Blueprints;

/// <summary>A graph stage without its types.</summary>
internal interface IStage
{
    Shape Shape { get; }

    (GraphStageLogic Logic, object? MaterializedValue) Create(Plan plan);
}
