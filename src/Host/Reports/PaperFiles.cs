using System.Globalization;
using System.Text;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Evaluation.Paper;

namespace EditableDeepSC.Host.Reports;

/// <summary>The tables for other programs: each as CSV, with intervals and n, and all as LaTeX.</summary>
internal static class PaperFiles
{
    public static void Write(string folder, PaperReport report)
    {
        foreach (var table in report.Tables) WholeFile.Write(Path.Combine(folder, $"{table.Id}.csv"), Csv(table));
        WholeFile.Write(Path.Combine(folder, "tables.tex"),
            "% needs \\usepackage{booktabs}\n" + string.Join("\n", report.Tables.Select(Latex)));
    }

    /// <summary>A column that has figures anywhere is four: value, low, high and n.</summary>
    public static string Csv(PaperTable table)
    {
        bool[] isWide = [.. table.Head.Select((_, column) => table.Rows.Any(row => row[column] is MeasuredFigure))];
        var lines = table.Rows.Select(row => row.SelectMany((cell, column) => cell is MeasuredFigure figure
                ? [Number(figure.Value), Number(figure.Low), Number(figure.High), Number(figure.Count)]
                : new[] { cell is double number ? Number(number) : HtmlTable.Text(cell) }
                    .Concat(isWide[column] ? ["", "", ""] : [])))
            .Prepend(table.Head.SelectMany((name, column) =>
                isWide[column] ? [name, "low", "high", "n"] : new[] { name }));
        return string.Concat(lines.Select(line => string.Join(',', line.Select(Quoted)) + "\n"));
    }

    /// <summary>A table environment of booktabs.</summary>
    public static string Latex(PaperTable table)
    {
        var columns = new string('l', table.Head.Count);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"\\begin{{table}}\n\\caption{{{Escaped(table.Title)}}}\n\\begin{{tabular}}{{{columns}}}\n")
            .Append("\\toprule\n").Append(Row(table.Head)).Append("\\midrule\n");
        foreach (var row in table.Rows) text.Append(Row(row.Select(PaperPage.CellText)));
        return text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").ToString();

        static string Row(IEnumerable<string> cells) => string.Join(" & ", cells.Select(Escaped)) + " \\\\\n";
    }

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Escaped(string text) => string.Concat(text.Select(letter => letter switch
    {
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
        '\\' or '~' or '^' => " ",
        _ => letter.ToString(),
    }));
}
