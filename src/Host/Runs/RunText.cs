using System.Globalization;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>What a run says on the terminal.</summary>
internal static class RunText
{
    public static string Verdict(RunSummary summary)
    {
        var broken = summary.Thresholds.Count(threshold => !threshold.IsPassed);
        var balance = summary.Balance;
        if (summary.HungWorkers.Count > 0)
            return $"Failed: no batch gave a result for 'hangSeconds'; computing: {string.Join(", ", summary.HungWorkers)}.";
        if (summary.End == RunEnd.Stalled)
            return "Failed: nothing happened for too long while transmissions were in flight.";
        if (!balance.IsBalanced || summary.DeadLetters > 0)
        {
            return $"Failed: {balance.Lost} lost, {balance.Unexpected} unexpected, " +
                $"{balance.Duplicated} duplicated, {summary.DeadLetters} dead letters.";
        }
        if (summary.End == RunEnd.Interrupted) return "Interrupted: everything balances so far.";
        if (balance.Submitted + balance.Rejected == 0)
            return "Nobody asked for anything: give a longer 'durationSeconds', or users who come earlier or more often.";
        return broken > 0
            ? $"Everything balances, but {broken} of {summary.Thresholds.Count} thresholds are broken."
            : $"Everything balances, {summary.Thresholds.Count} of {summary.Thresholds.Count} thresholds hold.";
    }

    public static void Print(RunSummary summary, TextWriter output)
    {
        var b = summary.Balance;
        if (summary.Label.Length > 0) output.WriteLine(summary.Label.OnOneLine());
        output.WriteLine($"{b.Submitted} submitted = {b.Delivered} delivered + {b.Failed} failed + " +
            $"{b.Expired} expired; " +
            $"{b.Rejected} rejected before; {b.Lost} lost, {b.Unexpected} unexpected, {b.Duplicated} duplicated");
        foreach (var one in b.Examples) output.WriteLine($"  {one.Id}: last seen at '{one.LastStage}'");
        if (summary.Stages is [.., { Count: > 0 } total])
        {
            output.Write(Format($"latency p50 {total.P50Ms:0} ms, p95 {total.P95Ms:0} ms, p99 {total.P99Ms:0} ms; "));
            output.Write(Format($"{summary.DeliveredPerSecond:0.##} pictures/s over "));
            output.WriteLine(Format($"{summary.SimulatedSeconds:0.#} s (wall clock {summary.WallSeconds:0.#} s)"));
        }
        if (summary.Quality is { Count: > 0 } q)
        {
            output.Write(Format($"edit right {q.EditSuccess:0.000} of {q.EditsAsked} asked for"));
            output.Write(double.IsNaN(q.ChanceLevel) ? ", " : Format($" (noise alone {q.ChanceLevel:0.000}), "));
            if (q.AlreadyMet > 0) output.Write($"{q.AlreadyMetRight} of {q.AlreadyMet} already met, ");
            if (q.InBits > 0) output.Write($"{q.Outages} of {q.InBits} outages, ");
            output.Write(Format($"LPIPS-P {q.LpipsP:0.000}, PSNR {q.PsnrDb:0.0} dB (n = {q.Count})"));
            output.WriteLine(Origin(summary));
        }
        foreach (var threshold in summary.Thresholds)
        {
            var value = HtmlTable.Text(threshold.Value ?? double.NaN);
            output.WriteLine($"  {(threshold.IsPassed ? "holds " : "BROKEN")} {threshold.Text.OnOneLine()}   " +
                $"({value} {threshold.Unit}, n = {threshold.Count})");
        }
        output.WriteLine(Verdict(summary));
        output.WriteLine($"fingerprint {summary.Fingerprint}");
    }

    /// <summary>Where the qualities come from, to end a line with.</summary>
    public static string Origin(RunSummary summary) => summary.Codec switch
    {
        CodecKind.Stub => ": the stub codec's, which follow from symbol errors, not from pictures",
        CodecKind.Calibrated => ": drawn from records that were measured with the learned codec",
        not CodecKind.Jecc => ": the baseline's, measured on the pictures that were received",
        _ => ": the learned codec's, measured on the pictures that were received",
    };

    /// <summary>Which codec ran, what was modelled, what was learned and how it was measured.</summary>
    public static string Provenance(RunSummary summary) => summary.Codec switch
    {
        CodecKind.Stub =>
            "Codec: stub, without networks and pictures. It computes for as long as the scenario says, and its quality " +
            "figures follow from symbol errors. Users, links, air, queues and batches are simulated.",
        CodecKind.Calibrated =>
            "Codec: calibrated, without networks and pictures. Each request takes over a record that was measured with " +
            "the learned codec: one of its attribute, as it was received with its adapter at the SNR that stands for " +
            "its link. Users, links (their gains), air, queues and batches are simulated.",
        not CodecKind.Jecc => $"Codec: {JsonOutput.NameOf(summary.Codec)}, a baseline of the paper. Its times are estimated "
            + "from a profile of the learned codec's steps, by the wall clock those of this machine. LPIPS-P and PSNR compare "
            + "the received picture with the one that was edited and sent, or, where the receiver edits, with the portrait "
            + "drawn as it was meant. The judge decides whether an edit is right. Users, links and air are simulated.",
        _ => "Codec: jecc, the learned one. Its networks read each request, and invert, edit, encode and generate each " +
            "picture; the times are those of its device profiles, by the wall clock those of this machine. LPIPS-P and " +
            "PSNR compare the received picture with the one that the sender made. The judge, a network that edits " +
            "nothing, decides whether an edit is as the user meant: a misread sentence is wrong, and what was already met " +
            "counts apart. Users, links and air are simulated.",
    };

    public static string Line(RunSnapshot s) => Format(
        $"{s.TimeSeconds,8:0.0} s  delivered {s.Delivered}  failed {s.Failed}  expired {s.Expired}  ")
        + $"rejected {s.Rejected}  in flight {s.InFlight}  queues {s.EncoderQueue}/{s.AirQueue}/{s.DecoderQueue}"
        + (s.WireBytes == 0 ? "" : Format(
            $"  remote workers {s.RemoteWorkers}, {s.WireBytes / 1e6:0.0} MB, round trip {s.RoundTripMs:0.0} ms"));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
