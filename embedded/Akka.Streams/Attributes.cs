using System.Collections.Immutable;
using System.Numerics;

namespace Akka.Streams;

/// <summary>What a graph hands down to its stages; of two values of one kind the inner, later one wins.</summary>
public sealed class Attributes
{
    public static readonly Attributes None = new();

    private readonly ImmutableArray<IAttribute> _attributes;

    public Attributes(params IAttribute[] attributes) => _attributes = [.. attributes];

    private Attributes(ImmutableArray<IAttribute> attributes) => _attributes = attributes;

    public interface IAttribute;

    public interface IMandatoryAttribute : IAttribute;

    public IEnumerable<IAttribute> AttributeList => _attributes;

    public static Attributes CreateName(string name) => new(new Name(name));

    public static Attributes CreateAsyncBoundary() => new(AsyncBoundary.Instance);

    /// <summary>Elements that an asynchronous boundary may hold: at most <paramref name="max"/>.</summary>
    public static Attributes CreateInputBuffer(int initial, int max) => new(new InputBuffer(initial, max));

    public Attributes And(Attributes other) =>
        _attributes.IsEmpty ? other
        : other._attributes.IsEmpty ? this
        : new Attributes(_attributes.AddRange(other._attributes));

    public Attributes And(IAttribute other) => new(_attributes.Add(other));

    public bool Contains<TAttr>(TAttr attribute) where TAttr : IAttribute =>
        _attributes.Any(known => known.Equals(attribute));

    public TAttr? GetAttribute<TAttr>() where TAttr : class, IAttribute => GetAttribute<TAttr>(null!);

    public TAttr GetAttribute<TAttr>(TAttr defaultIfNotFound) where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
        {
            if (_attributes[i] is TAttr found)
                return found;
        }

        return defaultIfNotFound;
    }

    public string GetNameOrDefault(string defaultIfNotFound = "unknown-operation") =>
        GetAttribute<Name>()?.Value ?? defaultIfNotFound;

    public override string ToString() => $"Attributes({string.Join(", ", _attributes)})";

    public sealed class Name(string value) : IAttribute
    {
        public readonly string Value = value;

        public override string ToString() => $"Name({Value})";
    }

    /// <summary>Largest number of elements in flight over an asynchronous boundary.</summary>
    public sealed class InputBuffer : IMandatoryAttribute
    {
        public readonly int Initial;

        public readonly int Max;

        public InputBuffer(int initial, int max)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initial);
            ArgumentOutOfRangeException.ThrowIfLessThan(max, initial);
            if (!BitOperations.IsPow2(max))
                throw new ArgumentException($"The buffer's maximum is {max}; it must be a power of two.", nameof(max));
            Initial = initial;
            Max = max;
        }

        public override string ToString() => $"InputBuffer({Initial}, {Max})";
    }

    public sealed class AsyncBoundary : IAttribute
    {
        public static readonly AsyncBoundary Instance = new();

        private AsyncBoundary()
        {
        }

        public override string ToString() => "AsyncBoundary";
    }
}
