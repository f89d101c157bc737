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
        var links = summaries.Select((_, i) => $"<a href=\"point-{i + 1:000}/report.html\">{i + 1}</a>");
        WholeFile.Write(folder.Report,
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sweep</title>" +
            "<style>body{font:15px system-ui;margin:2rem}td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd}" +
            "td.n{text-align:right}</style>" +
            $"<h1>{SvgChart.Html(summaries[0].Name)}</h1><p>{SvgChart.Html(RunText.Provenance(summaries[0]))}</p>" +
            $"{HtmlTable.Of(Head, summaries.Select(Row))}" +
            $"<h2>Adapters</h2><p>{AdapterTable.Explanation}</p>{AdapterTable.Html(summaries)}" +
            $"<p>{string.Join(" ", links)}</p></html>\n");
        output.WriteLine(string.Join(" | ", Head));
        foreach (var summary in summaries)
            output.WriteLine(string.Join(" | ", Row(summary).Select(cell => HtmlTable.Text(cell).OnOneLine())));
    }

    private static object?[] Row(RunSummary s) =>
    [
        s.Label, s.Balance.Delivered, s.Balance.Rejected, s.Balance.Expired, s.Stages[^1].P50Ms, s.Stages[^1].P95Ms,
        s.DeliveredPerSecond, s.Encoders?.Batches.MeanSize, s.Quality.EditSuccess, s.Quality.LpipsP,
        s.Adapters?.Switches, s.Groups.Sum(group => group.Handovers), s.Groups.Sum(group => group.PingPongs),
    ];
}
