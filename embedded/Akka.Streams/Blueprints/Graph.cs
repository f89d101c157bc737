namespace Akka.Streams.Blueprints;

/// <summary>A blueprint with its types.</summary>
internal sealed class Graph<TShape, TMaterialized>(TShape shape, Blueprint blueprint) : IGraph<TShape, TMaterialized>
    where TShape : Shape
{
    public TShape Shape => shape;

    public Blueprint Blueprint => blueprint;

    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) =>
        new Graph<TShape, TMaterialized>(shape, blueprint.WithAttributes(attributes));

    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) =>
        new Graph<TShape, TMaterialized>(shape, blueprint.AddAttributes(attributes));

    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMaterialized> Async() => AddAttributes(Attributes.CreateAsyncBoundary());
}
