using System.Globalization;

namespace EditableDeepSC.Host.Reports;

/// <summary>A table of a report: the first column is text, the others numbers.</summary>
internal static class HtmlTable
{
    public static string Of(string[] head, IEnumerable<object?[]> rows) =>
        "<table><tr>" + string.Concat(head.Select(cell => $"<th>{SvgChart.Html(cell)}</th>")) + "</tr>"
        + string.Concat(rows.Select(row => "<tr>" + string.Concat(row.Select(Cell)) + "</tr>")) + "</table>";

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

    private static string Cell(object? value) =>
        $"<td{(value is string or Enum ? "" : " class=\"n\"")}>{SvgChart.Html(Text(value))}</td>";
}
