using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>A part of a stream with one open inlet.</summary>
public sealed class Sink<TIn, TMat> : IGraph<SinkShape<TIn>, TMat>
{
    private readonly Blueprint _blueprint;

    internal Sink(SinkShape<TIn> shape, Blueprint blueprint)
    {
        Shape = shape;
        _blueprint = blueprint;
    }

    public SinkShape<TIn> Shape { get; }

    Blueprint IGraph<SinkShape<TIn>>.Blueprint => _blueprint;

    /// <summary>Closes the stream, runs it, and returns the value of the source.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SourceShape<TIn>, TMat2> source, IMaterializer materializer) =>
        Source.FromGraph(source).To(this).Run(materializer);

    public Sink<TIn, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> fn) => new(Shape, _blueprint.Select(fn));

    public Sink<TIn, TMat> WithAttributes(Attributes attributes) => new(Shape, _blueprint.WithAttributes(attributes));

    public Sink<TIn, TMat> AddAttributes(Attributes attributes) => new(Shape, _blueprint.AddAttributes(attributes));

    public Sink<TIn, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>Runs this sink in an actor of its own.</summary>
    public Sink<TIn, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public override string ToString() => $"Sink({Shape})";

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.WithAttributes(Attributes attributes) =>
        WithAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.AddAttributes(Attributes attributes) =>
        AddAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Named(string name) => Named(name);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Async() => Async();
}
