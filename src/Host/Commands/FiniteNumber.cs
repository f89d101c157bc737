using System.CommandLine.Parsing;
using System.Globalization;

namespace EditableDeepSC.Host.Commands;

/// <summary>Reads the value of an option: a finite number with a point, whatever the locale; no commas.</summary>
internal static class FiniteNumber
{
    public static double Parse(ArgumentResult result)
    {
        var text = string.Join(' ', result.Tokens.Select(token => token.Value));
        if (TryParse(text, out var number)) return number;
        result.AddError($"'{text}' is no finite number; write one like 6.5.");
        return 0;
    }

    public static double? ParseOptional(ArgumentResult result) => Parse(result);

    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
