using System.Text;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models;

namespace EditableDeepSC.Host.Reports;

/// <summary>report.html: one file without scripts that opens offline, verdict and balance first.</summary>
internal static class ReportWriter
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1e293b}
        h1{margin-bottom:0}h2{margin-top:2.2rem;border-bottom:1px solid #cbd5e1}h3{margin:1.4rem 0 .3rem;font-size:1rem}
        table{border-collapse:collapse;margin:.6rem 0}
        th,td{padding:.2rem .7rem;border-bottom:1px solid #e2e8f0;text-align:left}
        td.n,th+th{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto;background:#f8fafc}
        svg text{font-size:11px;fill:#475569}.g{stroke:#e2e8f0}.ok{background:#dcfce7}.bad{background:#fee2e2}
        .verdict{padding:.8rem 1rem;border-radius:.4rem;font-size:1.15rem;margin:1rem 0}
        .legend span{margin-right:1.2rem}.legend i{display:inline-block;width:.8rem;height:.8rem;margin-right:.35rem}
        .pictures img{display:block;width:100%;min-width:6rem;max-width:12rem}.pictures td{vertical-align:top}
        .pictures th+th{text-align:left}
        pre{background:#f1f5f9;padding:.8rem;overflow:auto;white-space:pre-wrap}
        """;

    private static readonly string[] QualityHead =
        ["n", "edits", "edit right", "interval", "noise alone", "met before", "LPIPS-P", "+-", "PSNR dB", "+-"];

    public static void Write(RunFolder folder, RunSummary summary, RunTrace trace, string command) =>
        WholeFile.Write(folder.Report, Html(summary, trace, File.ReadAllText(folder.Scenario),
            File.ReadAllText(folder.Environment), command));

    internal static string Html(
        RunSummary summary, RunTrace trace, string scenario, string environment, string command)
    {
        var page = new StringBuilder();
        var title = summary.Label.Length == 0 ? summary.Name : $"{summary.Name}: {summary.Label}";
        page.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
        page.Append($"<title>{SvgChart.Html(title)}</title>");
        page.Append($"<style>{Style}</style><h1>{SvgChart.Html(title)}</h1>");
        AppendVerdict(page, summary);
        if (trace.Problems.Count > 0)
        {
            page.Append(HtmlTable.Of(
                ["the first different problems"], trace.Problems.Select(problem => new object?[] { problem })));
        }
        page.Append(PictureSection.Html(trace.Pictures));
        AppendLatency(page, summary);
        AppendCells(page, summary);
        AppendMachines(page, summary);
        AppendTime(page, trace);
        AppendQuality(page, summary);
        AppendUsers(page, summary);
        page.Append("<h2>Repeat it</h2><pre>").Append(SvgChart.Html(command)).Append("</pre>");
        AppendFile(page, "Scenario", scenario);
        AppendFile(page, "Environment", environment);
        return page.Append("</html>\n").ToString();
    }

    private static void AppendFile(StringBuilder page, string title, string text) => page.Append(
        $"<details><summary>{title}</summary><pre>{SvgChart.Html(text)}</pre></details>");

    private static void AppendVerdict(StringBuilder page, RunSummary summary)
    {
        var isGood = summary.ExitCode == ExitCode.Ok;
        page.Append($"<p class=\"verdict {(isGood ? "ok" : "bad")}\">{SvgChart.Html(RunText.Verdict(summary))}</p>");
        page.Append($"<p>{SvgChart.Html(RunText.Provenance(summary))}</p>");
        var b = summary.Balance;
        page.Append("<h2>Balance</h2>").Append(HtmlTable.Of(
            ["submitted", "delivered", "failed", "expired", "lost", "unexpected", "duplicated", "rejected before",
                "dead letters"],
            [[b.Submitted, b.Delivered, b.Failed, b.Expired, b.Lost, b.Unexpected, b.Duplicated, b.Rejected,
                summary.DeadLetters]]));
        if (b.Examples.Count > 0)
        {
            page.Append(HtmlTable.Of(["does not balance", "last stage"],
                b.Examples.Select(one => new object?[] { one.Id.ToString(), one.LastStage })));
        }
        page.Append(HtmlTable.Of(["group", "delivered", "failed", "expired", "rejected"],
            summary.Groups.Select(g => new object?[] { g.Name, g.Delivered, g.Failed, g.Expired, g.Rejected })));
        if (summary.Reasons.Count > 0)
        {
            page.Append(HtmlTable.Of(["ended without a picture", "count"],
                summary.Reasons.Select(reason => new object?[] { reason.Key, reason.Value })));
        }
        var thresholds = summary.Thresholds.Select(t => new object?[]
        {
            t.Text, $"{HtmlTable.Text(t.Value ?? double.NaN)} {t.Unit}", t.Count, t.IsPassed ? "holds" : "BROKEN",
        });
        page.Append("<h2>Thresholds</h2>").Append(summary.Thresholds.Count == 0
            ? "<p>The scenario has none.</p>"
            : HtmlTable.Of(["threshold", "measured", "n", ""], thresholds));
        page.Append($"<p>Fingerprint <code>{summary.Fingerprint}</code></p>");
    }

    private static void AppendLatency(StringBuilder page, RunSummary summary)
    {
        page.Append("<h2>Latency by stage</h2><p>Milliseconds of delivered pictures; ");
        page.Append("encode and decode are what the whole batch took by the run's clock. Measuring the quality of pictures ");
        page.Append("is no part of the total: no receiver does it.</p>");
        page.Append(HtmlTable.Of(["stage", "n", "mean", "p50", "p95", "p99", "max"], summary.Stages.Select(
            s => new object?[] { s.Stage, s.Count, s.MeanMs, s.P50Ms, s.P95Ms, s.P99Ms, s.MaxMs })));
        var pools = new[] { ("encoders", summary.Encoders), ("decoders", summary.Decoders) };
        page.Append("<h2>Batches</h2>").Append(HtmlTable.Of(
            ["pool", "batches", "items", "mean size", "mean wait ms", "refused", "timed out", "restarts"],
            from pool in pools
            where pool.Item2 is not null
            let c = pool.Item2.Batches
            select new object?[] { pool.Item1, c.Batches, c.Served, c.MeanSize,
                c.Served == 0 ? 0 : 1000 * c.WaitedSeconds / c.Served, c.Refused, c.TimedOut, pool.Item2.Restarts }));
    }

    private static void AppendCells(StringBuilder page, RunSummary summary)
    {
        if (summary.Cells.Count == 0) return;
        page.Append("<h2>Cells</h2><p>Handovers are those to a cell, ping-pongs those back to it after a short time; ");
        page.Append("air is the share of the run in which a frame was sent.</p>").Append(HtmlTable.Of(
            ["cell", "requests", "delivered", "failed", "expired", "rejected", "handovers", "ping-pongs", "air"],
            summary.Cells.Select((c, i) => new object?[] { $"{i}, {c.Name}", c.Requests, c.Delivered, c.Failed, c.Expired,
                c.Rejected, c.Handovers, c.PingPongs, c.AirShare })));
        page.Append(HtmlTable.Of(["group", "handovers", "ping-pongs"],
            summary.Groups.Select(g => new object?[] { g.Name, g.Handovers, g.PingPongs })));
    }

    private static void AppendMachines(StringBuilder page, RunSummary summary)
    {
        if (summary.Cluster is not { } cluster) return;
        page.Append("<h2>Machines</h2><p>Times since the host was there; ");
        page.Append($"{cluster.SentBytes} bytes sent, {cluster.ReceivedBytes} received, {cluster.Strangers} connections or messages not understood.</p>");
        page.Append(HtmlTable.Of(["process", "address", "does", "workers", "round trip ms", "joined s", "left s"],
            cluster.Machines.Select(m => new object?[] { m.Name, m.Address, string.Join(", ", m.Roles), m.Workers,
                m.RoundTripMs, m.JoinedSeconds, m.LeftSeconds })));
        if (cluster.Refused.Count > 0)
            page.Append(HtmlTable.Of(["refused"], cluster.Refused.Select(reason => new object?[] { reason })));
        var workers = (summary.Encoders?.Workers ?? []).Concat(summary.Decoders?.Workers ?? []);
        page.Append(HtmlTable.Of(
            ["worker", "batches", "items", "returned", "compute s", "until answered s", "bytes sent", "bytes received", "gone"],
            workers.Select(w => new object?[] { w.Name, w.Batches, w.Items, w.Returned, w.ComputeSeconds, w.AnswerSeconds,
                w.SentBytes, w.ReceivedBytes, w.IsGone ? "yes" : "" })));
    }

    private static void AppendTime(StringBuilder page, RunTrace trace)
    {
        var timeline = trace.Timeline;
        page.Append("<h2>Over time</h2>");
        var throughput = new SvgChart("Throughput", "simulated time, s", "1/s");
        throughput.Add("delivered", Rates(timeline, sample => sample.Delivered));
        throughput.Add("rejected", Rates(timeline, sample => sample.Rejected));
        throughput.Add("failed or expired", Rates(timeline, sample => sample.Failed + sample.Expired));
        page.Append(throughput.Html());
        var queues = new SvgChart("Queues", "simulated time, s", "waiting");
        queues.Add("before the encoders", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.EncoderQueue)));
        queues.Add("before the air", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.AirQueue)));
        queues.Add("before the decoders", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.DecoderQueue)));
        page.Append(queues.Html());
        var snr = new SvgChart("SNR of sample users", "simulated time, s", "dB");
        var adapters = new SvgChart("Adapter of sample users", "simulated time, s", "trained for, dB");
        foreach (var user in timeline.Links.GroupBy(link => link.User).OrderBy(group => group.Key))
        {
            var ordered = user.OrderBy(link => link.TimeSeconds).ToArray();
            snr.Add($"user {user.Key}", ordered.Select(link => (link.TimeSeconds, link.SnrDb)));
            adapters.Add($"user {user.Key}",
                ordered.Select(link => (link.TimeSeconds, trace.Pictures.AdapterSnrDb(link.AdapterId))), isStep: true);
        }
        page.Append(snr.Html()).Append(adapters.Html());
    }

    private static void AppendUsers(StringBuilder page, RunSummary summary)
    {
        if (summary.SampleUsers.Count == 0) return;
        page.Append("<h2>Sample users</h2><p><code>users.csv</code> has the first "
            + $"{summary.UsersListed} of {summary.Users} users.</p>").Append(HtmlTable.Of(
            ["user", "delivered", "failed", "expired", "rejected", "p50 ms", "p95 ms", "switches", "edit right",
                "LPIPS-P", "PSNR dB"],
            summary.SampleUsers.Select(u => new object?[] { $"{u.User}, {u.Group}", u.Delivered, u.Failed, u.Expired,
                u.Rejected, u.LatencyP50Ms, u.LatencyP95Ms, u.AdapterSwitches, u.EditSuccess, u.LpipsP, u.PsnrDb })));
    }

    private static IEnumerable<(double X, double Y)> Rates(RunTimeline timeline, Func<RunSnapshot, long> count) =>
        timeline.Samples.Zip(timeline.Samples.Skip(1), (before, after) => (after.TimeSeconds,
            (count(after) - count(before)) / Math.Max(1e-9, after.TimeSeconds - before.TimeSeconds)));

    private static void AppendQuality(StringBuilder page, RunSummary summary)
    {
        page.Append("<h2>Quality against SNR</h2><p>Means with 95 % intervals, ");
        page.Append($"by the SNR of the link, averaged over fading{RunText.Origin(summary)}.</p>");
        page.Append(HtmlTable.Of(["SNR", .. QualityHead],
            summary.Bands.Select(band => QualityRow($"{HtmlTable.Text(band.SnrDb)} dB", band.Quality))
                .Append(QualityRow("all", summary.Quality))));
        var chart = new SvgChart("Edit success and LPIPS-P", "SNR of the link, dB", "");
        chart.Add("edit right", summary.Bands.Select(band => (band.SnrDb, band.Quality.EditSuccess)));
        chart.Add("LPIPS-P", summary.Bands.Select(band => (band.SnrDb, band.Quality.LpipsP)));
        if (summary.Limits.Count > 0)
        {
            chart.Add("LPIPS-P of linear adapters, white noise", summary.Limits.Select(one => (one.SnrDb, one.Linear)));
            chart.Add("LPIPS-P at Shannon's limit", summary.Limits.Select(one => (one.SnrDb, one.Bound)));
        }
        page.Append(chart.Html());
        if (summary.Adapters is not { } adapters) return;
        page.Append("<h2>Adapters</h2><p>").Append(AdapterTable.Explanation).Append("</p>");
        page.Append(AdapterTable.Html([summary]));
        page.Append(HtmlTable.Of(["adapters loaded", "load time ms"], [[adapters.Loads, adapters.LoadMs]]));
        page.Append(HtmlTable.Of(["sent with", .. QualityHead],
            [QualityRow("matched adapter", adapters.Matched), QualityRow("mismatched adapter", adapters.Mismatched)]));
    }

    private static object?[] QualityRow(object of, QualitySummary q) => [of, q.Count, q.EditsAsked, q.EditSuccess,
        q.EditsAsked == 0 ? "-" : $"{HtmlTable.Text(q.EditSuccessLow)} to {HtmlTable.Text(q.EditSuccessHigh)}",
        q.ChanceLevel, q.AlreadyMet,
        q.LpipsP, q.LpipsPHalfWidth, q.PsnrDb, q.PsnrHalfWidthDb];
}
