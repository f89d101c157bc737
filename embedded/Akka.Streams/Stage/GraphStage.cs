namespace Akka.Streams.Stage;

/// <summary>An operator with no materialized value.</summary>
public abstract class GraphStage<TShape> : GraphStageWithMaterializedValue<TShape, NotUsed> where TShape : Shape
{
    public sealed override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(CreateLogic(inheritedAttributes), NotUsed.Instance);

    /// <summary>Makes the state of one run; the stage itself is shared by all of its runs and holds none.</summary>
    protected abstract GraphStageLogic CreateLogic(Attributes inheritedAttributes);
}
