using Akka.Streams.Blueprints;

namespace Akka.Streams;

/// <summary>A reusable description of a stream or a part of one; nothing runs before it is materialized.</summary>
public interface IGraph<out TShape> where TShape : Shape
{
    TShape Shape { get; }

    internal Blueprint Blueprint { get; }
}

public interface IGraph<out TShape, out TMaterialized> : IGraph<TShape> where TShape : Shape
{
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>Runs this part in an actor of its own.</summary>
    IGraph<TShape, TMaterialized> Async();
}
