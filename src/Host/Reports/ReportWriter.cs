using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Models;

namespace EditableDeepSC.Host.Reports;

/// <summary>report.html: one file that opens offline, verdict and balance first.</summary>
internal static class ReportWriter
{
    private static readonly string[] QualityHead =
        ["n", "edits", "edit right", "interval", "noise alone", "met before", "LPIPS-P", "+-", "PSNR dB", "+-"];

    public static void Write(RunFolder folder, RunSummary summary, RunTrace trace, string command) =>
        WholeFile.Write(folder.Report, Html(summary, trace, File.ReadAllText(folder.Scenario),
            File.ReadAllText(folder.Environment), command));

    internal static string Html(
        RunSummary summary, RunTrace trace, string scenario, string environment, string command)
    {
        var page = new ReportPage(summary.Label.Length == 0 ? summary.Name : $"{summary.Name}: {summary.Label}")
        {
            Verdict = (RunText.Verdict(summary), summary.ExitCode == ExitCode.Ok),
        };
        AppendBalance(page, summary);
        page.Table(["the first different problems"], trace.Problems.Select(problem => new object?[] { problem }));
        page.OffPaper(more => PictureSection.Append(more, trace.Pictures));
        AppendLatency(page, summary);
        page.OffPaper(more =>
        {
            AppendBatches(more, summary);
            AppendCells(more, summary);
            AppendMachines(more, summary);
            AppendTime(more, trace);
        });
        AppendQuality(page, summary);
        return page.OffPaper(more =>
        {
            AppendQualityCharts(more, summary);
            AppendUsers(more, summary);
            more.Heading("Repeat it").Lines(command).Lines(scenario, behind: "Scenario")
                .Lines(environment, behind: "Environment");
        }).Html();
    }

    private static void AppendBalance(ReportPage page, RunSummary summary)
    {
        page.Paragraph(RunText.Provenance(summary)).Heading("Balance");
        var b = summary.Balance;
        page.Table(["submitted", "delivered", "failed", "expired", "lost", "unexpected", "duplicated", "rejected before",
            "dead letters"],
            [[b.Submitted, b.Delivered, b.Failed, b.Expired, b.Lost, b.Unexpected, b.Duplicated, b.Rejected,
                summary.DeadLetters]]);
        page.Table(["does not balance", "last stage"],
            b.Examples.Select(one => new object?[] { one.Id.ToString(), one.LastStage }));
        page.Table(["group", "delivered", "failed", "expired", "rejected"],
            summary.Groups.Select(g => new object?[] { g.Name, g.Delivered, g.Failed, g.Expired, g.Rejected }));
        page.Table(["ended without a picture", "count"],
            summary.Reasons.Select(reason => new object?[] { reason.Key, reason.Value }));
        page.Heading("Thresholds");
        if (summary.Thresholds.Count == 0) page.Paragraph("The scenario has none.");
        page.Table(["threshold", "measured", "n", ""], summary.Thresholds.Select(t => new object?[]
        {
            t.Text, $"{HtmlTable.Text(t.Value ?? double.NaN)} {t.Unit}", t.Count, t.IsPassed ? "holds" : "BROKEN",
        }));
        page.Paragraph($"Fingerprint {summary.Fingerprint}");
    }

    private static void AppendLatency(ReportPage page, RunSummary summary)
    {
        page.Heading("Latency by stage").Paragraph("Milliseconds of delivered pictures; encode and decode are what the whole "
            + "batch took by the run's clock. Measuring the quality of pictures is no part of the total: no receiver does it.");
        page.Table(["stage", "n", "mean", "p50", "p95", "p99", "max"], summary.Stages.Select(
            s => new object?[] { s.Stage, s.Count, s.MeanMs, s.P50Ms, s.P95Ms, s.P99Ms, s.MaxMs }));
    }

    private static void AppendBatches(ReportPage page, RunSummary summary)
    {
        var pools = new[] { ("encoders", summary.Encoders), ("decoders", summary.Decoders) };
        page.Heading("Batches").Table(
            ["pool", "batches", "items", "mean size", "mean wait ms", "refused", "timed out", "restarts"],
            from pool in pools
            where pool.Item2 is not null
            let c = pool.Item2.Batches
            select new object?[] { pool.Item1, c.Batches, c.Served, c.MeanSize,
                c.Served == 0 ? 0 : 1000 * c.WaitedSeconds / c.Served, c.Refused, c.TimedOut, pool.Item2.Restarts });
    }

    private static void AppendCells(ReportPage page, RunSummary summary)
    {
        if (summary.Cells.Count == 0) return;
        page.Heading("Cells").Paragraph("Handovers are those to a cell, ping-pongs those back to it after a short time; "
            + "air is the share of the run in which a frame was sent.").Table(
            ["cell", "requests", "delivered", "failed", "expired", "rejected", "handovers", "ping-pongs", "air"],
            summary.Cells.Select((c, i) => new object?[] { $"{i}, {c.Name}", c.Requests, c.Delivered, c.Failed, c.Expired,
                c.Rejected, c.Handovers, c.PingPongs, c.AirShare }));
        page.Table(["group", "handovers", "ping-pongs"],
            summary.Groups.Select(g => new object?[] { g.Name, g.Handovers, g.PingPongs }));
    }

    private static void AppendMachines(ReportPage page, RunSummary summary)
    {
        if (summary.Cluster is not { } cluster) return;
        page.Heading("Machines").Paragraph($"Times since the host was there; {cluster.SentBytes} bytes sent, "
            + $"{cluster.ReceivedBytes} received, {cluster.Strangers} connections or messages not understood.");
        page.Table(["process", "address", "does", "workers", "round trip ms", "joined s", "left s"],
            cluster.Machines.Select(m => new object?[] { m.Name, m.Address, string.Join(", ", m.Roles), m.Workers,
                m.RoundTripMs, m.JoinedSeconds, m.LeftSeconds }));
        page.Table(["refused"], cluster.Refused.Select(reason => new object?[] { reason }));
        var workers = (summary.Encoders?.Workers ?? []).Concat(summary.Decoders?.Workers ?? []);
        page.Table(
            ["worker", "batches", "items", "returned", "compute s", "until answered s", "bytes sent", "bytes received", "gone"],
            workers.Select(w => new object?[] { w.Name, w.Batches, w.Items, w.Returned, w.ComputeSeconds, w.AnswerSeconds,
                w.SentBytes, w.ReceivedBytes, w.IsGone ? "yes" : "" }));
    }

    private static void AppendTime(ReportPage page, RunTrace trace)
    {
        const string time = "simulated time, s";
        var timeline = trace.Timeline;
        page.Heading("Over time").Chart(new ReportChart("Throughput", time, "1/s")
            .Add("delivered", Rates(timeline, sample => sample.Delivered))
            .Add("rejected", Rates(timeline, sample => sample.Rejected))
            .Add("failed or expired", Rates(timeline, sample => sample.Failed + sample.Expired)));
        page.Chart(new ReportChart("Queues", time, "waiting")
            .Add("before the encoders", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.EncoderQueue)))
            .Add("before the air", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.AirQueue)))
            .Add("before the decoders", timeline.Samples.Select(s => (s.TimeSeconds, (double)s.DecoderQueue))));
        var snr = new ReportChart("SNR of sample users", time, "dB");
        var adapters = new ReportChart("Adapter of sample users", time, "trained for, dB");
        foreach (var user in timeline.Links.GroupBy(link => link.User).OrderBy(group => group.Key))
        {
            var ordered = user.OrderBy(link => link.TimeSeconds).ToArray();
            snr.Add($"user {user.Key}", ordered.Select(link => (link.TimeSeconds, link.SnrDb)));
            adapters.Add($"user {user.Key}",
                ordered.Select(link => (link.TimeSeconds, trace.Pictures.AdapterSnrDb(link.AdapterId))), isStep: true);
        }
        page.Chart(snr).Chart(adapters);
    }

    private static void AppendUsers(ReportPage page, RunSummary summary)
    {
        if (summary.SampleUsers.Count == 0) return;
        page.Heading("Sample users")
            .Paragraph($"users.csv has the first {summary.UsersListed} of {summary.Users} users.").Table(
            ["user", "delivered", "failed", "expired", "rejected", "p50 ms", "p95 ms", "switches", "edit right",
                "LPIPS-P", "PSNR dB"],
            summary.SampleUsers.Select(u => new object?[] { $"{u.User}, {u.Group}", u.Delivered, u.Failed, u.Expired,
                u.Rejected, u.LatencyP50Ms, u.LatencyP95Ms, u.AdapterSwitches, u.EditSuccess, u.LpipsP, u.PsnrDb }));
    }

    private static IEnumerable<(double X, double Y)> Rates(RunTimeline timeline, Func<RunSnapshot, long> count) =>
        timeline.Samples.Zip(timeline.Samples.Skip(1), (before, after) => (after.TimeSeconds,
            (count(after) - count(before)) / Math.Max(1e-9, after.TimeSeconds - before.TimeSeconds)));

    private static void AppendQuality(ReportPage page, RunSummary summary)
    {
        page.Heading("Quality against SNR").Paragraph("Means with 95 % intervals, "
            + $"by the SNR of the link, averaged over fading{RunText.Origin(summary)}.");
        page.Table(["SNR", .. QualityHead],
            summary.Bands.Select(band => QualityRow($"{HtmlTable.Text(band.SnrDb)} dB", band.Quality))
                .Prepend(QualityRow("all", summary.Quality)));
    }

    private static void AppendQualityCharts(ReportPage page, RunSummary summary)
    {
        const string link = "SNR of the link, dB";
        page.Chart(new ReportChart("Edits right", link, "share").Add("edit right", summary.Bands.Select(band => (band.SnrDb,
            band.Quality.EditSuccess, (band.Quality.EditSuccessHigh - band.Quality.EditSuccessLow) / 2))));
        var distance = new ReportChart("LPIPS-P", link, "", isLogarithmic: true).Add("LPIPS-P", summary.Bands
            .Where(band => band.Quality.LpipsP > 0)
            .Select(band => (band.SnrDb, band.Quality.LpipsP, band.Quality.LpipsPHalfWidth)));
        if (summary.Limits.Count > 0)
        {
            distance.Add("linear adapters, white noise", summary.Limits.Select(one => (one.SnrDb, one.Linear)))
                .Add("at Shannon's limit", summary.Limits.Select(one => (one.SnrDb, one.Bound)));
        }
        page.Chart(distance);
        if (summary.Adapters is not { } adapters) return;
        AdapterTable.Append(page.Heading("Adapters"), [summary]);
        page.Table(["adapters loaded", "load time ms"], [[adapters.Loads, adapters.LoadMs]]);
        page.Table(["sent with", .. QualityHead],
            [QualityRow("matched adapter", adapters.Matched), QualityRow("mismatched adapter", adapters.Mismatched)]);
    }

    private static object?[] QualityRow(object of, QualitySummary q) => [of, q.Count, q.EditsAsked, q.EditSuccess,
        q.EditsAsked == 0 ? "-" : $"{HtmlTable.Text(q.EditSuccessLow)} to {HtmlTable.Text(q.EditSuccessHigh)}",
        q.ChanceLevel, q.AlreadyMet,
        q.LpipsP, q.LpipsPHalfWidth, q.PsnrDb, q.PsnrHalfWidthDb];
}
