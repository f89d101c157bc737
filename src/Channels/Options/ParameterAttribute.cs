using System.Globalization;

namespace EditableDeepSC.Channels.Options;

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

/// <summary>One parameter of a channel or SNR process, as a user gives it.</summary>
/// <param name="Name">The key in JSON.</param>
/// <param name="Kind">What to write: number, integer, true or false, text, a list.</param>
/// <param name="Unit">The unit, or empty.</param>
/// <param name="Default">The value without the key, as JSON.</param>
/// <param name="Min">Smallest value, or negative infinity.</param>
/// <param name="Max">Largest value, or infinity.</param>
/// <param name="Summary">What it means.</param>
public sealed record ParameterDescription(
    string Name, string Kind, string Unit, string Default, double Min, double Max, string Summary)
{
    /// <summary>Whether there is no default, so that a value must be given.</summary>
    public bool IsRequired => Default is "\"\"" or "[]";

    /// <summary>The allowed values as text, such as "0 to 1"; empty without limits.</summary>
    public string Range => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{Min:0.######} to {Max:0.######}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"{Min:0.######} or more"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"{Max:0.######} or less"),
        _ => "",
    };
}
