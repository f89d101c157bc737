namespace EditableDeepSC.Channels.Options;

/// <summary>
/// Says what an option means and which values it takes: binding and construction enforce it, `channel show` and the
/// schema of scenarios print it.
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

    /// <summary>Most elements of a list; a list of a channel needs at least one.</summary>
    public int MaxCount { get; init; } = int.MaxValue;

    /// <summary>The allowed values as text, such as "0 to 1"; empty without limits.</summary>
    public string Range => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{Min:0.######} to {Max:0.######}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"{Min:0.######} or more"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"{Max:0.######} or less"),
        _ => "",
    };

    /// <summary>What is wrong with a number and what to give; null for one that is allowed.</summary>
    /// <param name="place">The key of the number.</param>
    /// <param name="number">The number.</param>
    internal string? MistakeOf(string place, double number)
    {
        if (double.IsFinite(number) && number >= Min && number <= Max) return null;
        var allowed = Range.Length == 0 ? "a finite number" : Range;
        var unit = Unit.Length == 0 ? "" : $" {Unit}";
        return string.Create(CultureInfo.InvariantCulture,
            $"'{place}' is {number}{unit}; give {allowed}{unit}. {Summary}");
    }
}
