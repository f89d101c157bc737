namespace Akka.Streams.Blueprints;

/// <summary>
/// What a graph is made of, without types: an immutable tree that is read anew for each run. Ports are known by
/// their position in the shape, so a graph may take part in another any number of times.
/// </summary>
internal abstract record Blueprint(Attributes Attributes)
{
    /// <summary>Makes the stages of this part and returns its open ports and value.</summary>
    internal Part Build(Plan plan)
    {
        return Make(plan.Descend(Attributes));
    }

    internal Blueprint WithAttributes(Attributes attributes) => this with { Attributes = attributes };

    internal Blueprint AddAttributes(Attributes attributes) => this with { Attributes = Attributes.And(attributes) };

    protected abstract Part Make(Plan plan);
}
