using Akka.Streams.Islands;

namespace Akka.Streams;

/// <summary>An input port of a shape; its identity, not its name, tells ports apart.</summary>
public abstract class Inlet
{
    public readonly string Name;

    protected Inlet(string name) => Name = name;

    /// <summary>Position among the inlets of the stage that owns this port.</summary>
    internal int Index { get; set; }

    public sealed override string ToString() => Name;

    internal abstract Type ElementType { get; }

    internal abstract Connection CreateConnection();

    internal abstract IAsyncBoundary CreateBoundary(int capacity);
}

public sealed class Inlet<T>(string name) : Inlet(name)
{
    internal override Type ElementType => typeof(T);

    internal override Connection CreateConnection() => new Connection<T>();

    internal override IAsyncBoundary CreateBoundary(int capacity) => new AsyncBoundary<T>(capacity);
}
