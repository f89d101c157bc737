namespace Akka.Streams;

/// <summary>An output port of a shape; its identity, not its name, tells ports apart.</summary>
public abstract class Outlet
{
    public readonly string Name;

    protected Outlet(string name) => Name = name;

    /// <summary>Position among the outlets of the stage that owns this port.</summary>
    internal int Index { get; set; }

    public sealed override string ToString() => Name;

    internal abstract Type ElementType { get; }
}

public sealed class Outlet<T>(string name) : Outlet(name)
{
    internal override Type ElementType => typeof(T);
}
