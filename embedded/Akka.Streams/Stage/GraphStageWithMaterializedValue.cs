using Akka.Streams.Blueprints;

namespace Akka.Streams.Stage;

/// <summary>An operator: its ports, and the logic that each run of it gets.</summary>
public abstract class GraphStageWithMaterializedValue<TShape, TMaterialized> : IGraph<TShape, TMaterialized>, IStage
    where TShape : Shape
{
    private Blueprint? _blueprint;

    public abstract TShape Shape { get; }

    protected virtual Attributes InitialAttributes => Attributes.None;

    Shape IStage.Shape => Shape;

    Blueprint IGraph<TShape>.Blueprint => Blueprint;

    private Blueprint Blueprint => _blueprint ??= new StageBlueprint(this, InitialAttributes);

    public abstract ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes);

    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) =>
        new Graph<TShape, TMaterialized>(Shape, Blueprint.WithAttributes(attributes));

    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) =>
        new Graph<TShape, TMaterialized>(Shape, Blueprint.AddAttributes(attributes));

    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMaterialized> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    (GraphStageLogic Logic, object? MaterializedValue) IStage.Create(Plan plan)
    {
        var created = Create(plan);
        return (created.Logic, created.MaterializedValue);
    }

    /// <summary>For the stages of this library that need to know where they will run.</summary>
    internal virtual ILogicAndMaterializedValue<TMaterialized> Create(Plan plan) =>
        CreateLogicAndMaterializedValue(plan.Attributes);
}
