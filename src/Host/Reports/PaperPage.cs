using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Evaluation.Paper;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Reports;

/// <summary>paper.html: all figures and tables in one file that asks for nothing.</summary>
internal sealed class PaperPage(PaperReport report, string images)
{
    private const int JpegQuality = 90;

    /// <summary>Which bars hold.</summary>
    public string Verdict
    {
        get
        {
            var missed = report.Bars.Where(bar => bar.Holds == false).ToList();
            return report.Bars.Count == 0 ? "No bar could be measured."
                : missed.Count == 0 ? $"All {report.Bars.Count} bars hold."
                : $"{missed.Count} of {report.Bars.Count} bars are missed: "
                    + string.Join("; ", missed.Select(bar => $"{bar.Part}, {bar.Name}")) + ".";
        }
    }

    public string Html(string command)
    {
        var page = new ReportPage("Editable-DeepSC, section V on drawn portraits")
        {
            Verdict = (Verdict, report.Bars.All(bar => bar.Holds != false)),
        };
        page.Paragraph("Intervals are of 95 %, n is the number of portraits. What could not be computed says why.");
        page.Heading("Bars").Table(["bar of", "", "measured", "bar", ""], report.Bars.Select(bar => new object?[]
            { bar.Part, bar.Name, CellText(bar), $"{bar.Bar}", bar.Holds == true ? "holds" : "MISSED" }));
        foreach (var table in report.Tables) Append(page, table);
        foreach (var grid in report.Grids) Append(page, grid);
        return page.Heading("Repeat it").Lines(command).Html();
    }

    /// <summary>A cell as text: a figure with its interval and n.</summary>
    public static string CellText(object? cell) => cell is not MeasuredFigure figure ? HtmlTable.Text(cell)
        : figure.Method == IntervalMethod.Exact ? $"{HtmlTable.Text(figure.Value)} (n {figure.Count})"
        : $"{HtmlTable.Text(figure.Value)} ({HtmlTable.Text(figure.Low)} to {HtmlTable.Text(figure.High)}, "
            + $"n {figure.Count})";

    /// <summary>Whether a row says the same everywhere, as of what could not be computed.</summary>
    private static bool IsOneText(IReadOnlyList<object?> row) =>
        row.Count > 2 && row[1] is string text && row.Skip(2).All(cell => Equals(cell, text));

    private static void Append(ReportPage page, PaperTable table)
    {
        page.Heading(table.Title);
        if (table.SnrsDb is { } snrsDb && table.Rows.Any(row => row.Any(cell => cell is MeasuredFigure)))
        {
            var chart = new ReportChart(table.Title, "SNR, dB", "");
            foreach (var row in table.Rows.Where(row => row.Any(cell => cell is MeasuredFigure)))
            {
                chart.Add(HtmlTable.Text(row[0]), snrsDb.Zip(row.Skip(1)).Where(one => one.Second is MeasuredFigure)
                    .Select(one => (one.First, Figure: (MeasuredFigure)one.Second!))
                    .Select(one => (one.First, one.Figure.Value, (one.Figure.High - one.Figure.Low) / 2)));
            }
            page.Chart(chart);
        }
        page.Table([.. table.Head], table.Rows.Where(row => !IsOneText(row)).Select(row =>
            row.Select(cell => cell is MeasuredFigure ? CellText(cell) : cell).ToArray()));
        foreach (var why in table.Rows.Where(IsOneText).GroupBy(row => row[1]))
            page.Paragraph($"{string.Join("; ", why.Select(row => row[0]))}: {why.Key}.");
        foreach (var note in table.Notes) page.Paragraph(note);
    }

    private void Append(ReportPage page, PaperGrid grid)
    {
        page.Heading(grid.Title);
        if (grid.Missing is { } why) page.Paragraph($"Sentences: {string.Join("; ", grid.Sentences)}. {why}.");
        foreach (var reason in grid.Columns.Where(column => column.Missing is not null))
            page.Paragraph($"{reason.Label}: not computed: {reason.Missing}.");
        var columns = grid.Columns.Where(column => column.Missing is null).ToList();
        if (columns.Count == 0) return;
        page.Pictures([.. columns.Select(column => column.Label), "sentence"], grid.Sentences.Select((sentence, row) =>
            (columns.Select(column => Jpeg.Encode(
                ImageFile.Read(Path.Combine(images, grid.FileOf(row, column.Method))), JpegQuality)),
            (IEnumerable<string>)[$"\"{sentence}\""])));
    }
}
