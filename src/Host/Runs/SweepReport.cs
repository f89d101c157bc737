using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models;

namespace EditableDeepSC.Host.Runs;

/// <summary>The runs of a sweep side by side: summary.json and report.html of the outer folder.</summary>
internal static class SweepReport
{
    private static readonly string[] Head =
    [
        "run", "delivered", "rejected", "expired", "p50 ms", "p95 ms", "pictures/s", "mean encoder batch",
        "edit right", "LPIPS-P", "switches", "handovers", "ping-pongs",
    ];

    public static void Write(RunFolder folder, IReadOnlyList<RunSummary> summaries, TextWriter output)
    {
        WholeFile.Write(folder.Summary, JsonSerializer.Serialize(summaries, JsonOutput.Format).Masked() + "\n");
        var page = new ReportPage(summaries[0].Name).Paragraph(RunText.Provenance(summaries[0])).Table(Head, summaries.Select(Row))
            .Links(summaries.Select((run, i) => ($"{i + 1}. {run.Label}", $"point-{i + 1:000}/report.html")));
        page.Heading("Side by side").SmallMultiples(small => Compare(small, summaries));
        AdapterTable.Append(page.Heading("Adapters"), summaries);
        WholeFile.Write(folder.Report, page.Html());
        output.WriteLine(string.Join(" | ", Head));
        foreach (var summary in summaries)
            output.WriteLine(string.Join(" | ", Row(summary).Select(cell => HtmlTable.Text(cell).OnOneLine())));
    }

    /// <summary>A small chart for each figure, over the value that was swept or else the run's number.</summary>
    private static void Compare(ReportPage page, IReadOnlyList<RunSummary> runs)
    {
        double[] values = [.. runs.Select(run => double.TryParse(run.Label.Split('=')[^1], CultureInfo.InvariantCulture,
            out var value) ? value : double.NaN)];
        var isSwept = values.All(double.IsFinite) && values.Distinct().Count() == values.Length
            && runs.All(run => run.Label.Count(letter => letter == '=') == 1);
        var axis = isSwept ? runs[0].Label.Split('=')[0] : "run";
        Show("Latency, p95", "ms", run => (run.Stages[^1].P95Ms, 0));
        Show("Pictures a second", "1/s", run => (run.DeliveredPerSecond, 0));
        Show("Edits right", "share", run => (run.Quality.EditSuccess,
            (run.Quality.EditSuccessHigh - run.Quality.EditSuccessLow) / 2));
        Show("LPIPS-P", "", run => (run.Quality.LpipsP, run.Quality.LpipsPHalfWidth));

        void Show(string title, string unit, Func<RunSummary, (double Value, double Half)> figure) =>
            page.Chart(new ReportChart(title, axis, unit).Add(title, runs.Select((run, i) =>
                (isSwept ? values[i] : i + 1, figure(run).Value, figure(run).Half))));
    }

    private static object?[] Row(RunSummary s) =>
    [
        s.Label, s.Balance.Delivered, s.Balance.Rejected, s.Balance.Expired, s.Stages[^1].P50Ms, s.Stages[^1].P95Ms,
        s.DeliveredPerSecond, s.Encoders?.Batches.MeanSize, s.Quality.EditSuccess, s.Quality.LpipsP,
        s.Adapters?.Switches, s.Groups.Sum(group => group.Handovers), s.Groups.Sum(group => group.PingPongs),
    ];
}
