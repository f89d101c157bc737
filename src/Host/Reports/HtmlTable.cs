using System.Globalization;

namespace EditableDeepSC.Host.Reports;

/// <summary>What stands in a cell of a table.</summary>
internal static class HtmlTable
{
    public static string Text(object? value) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => "-",
        double number => number.ToString(
            Math.Abs(number) switch { >= 100 => "0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.####" },
            CultureInfo.InvariantCulture),
        Enum name => JsonOutput.NameOf(name),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
