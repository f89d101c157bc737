using System.Globalization;

namespace EditableDeepSC.Channels;

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
