namespace Akka.Util;

/// <summary>A value or none.</summary>
public readonly struct Option<T>
{
    public static readonly Option<T> None;

    private Option(T value)
    {
        Value = value;
        HasValue = true;
    }

    public bool HasValue { get; }

    public bool IsEmpty => !HasValue;

    public T Value { get; }

    public static implicit operator Option<T>(T value) => Create(value);

    /// <summary>The value; none where it is null.</summary>
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value);

    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
