namespace EditableDeepSC.Channels;

/// <summary>
/// Says what an option means and which values it takes: `show` prints it and construction enforces it.
/// </summary>
/// <param name="summary">One sentence that also tells a user how to choose.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The unit as printed; empty where there is none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest number allowed, of each element in a list.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Largest number allowed, of each element in a list.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Most elements of a list; a list needs at least one.</summary>
    public int MaxCount { get; init; } = int.MaxValue;
}
