using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds compare A B</c>: two runs side by side.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A run folder." };
        var second = new Argument<string>("B") { Description = "The run folder to compare it with." };
        var command = new Command("compare", "Shows two runs side by side.") { first, second };
        command.SetAction(parsed =>
        {
            var a = RunFiles.ReadSummary(parsed.GetRequiredValue(first));
            var b = RunFiles.ReadSummary(parsed.GetRequiredValue(second));
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{"",-26}{"A",18}{"B",18}");
            foreach (var ((name, left), (_, right)) in Rows(a).Zip(Rows(b)))
                output.WriteLine($"{name,-26}{HtmlTable.Text(left),18}{HtmlTable.Text(right),18}");
            output.WriteLine(a.Fingerprint == b.Fingerprint
                ? "The fingerprints are equal: each transmission decided and received the same."
                : "The fingerprints differ.");
        });
        return command;
    }

    /// <summary>What is compared.</summary>
    internal static IEnumerable<(string Name, object? Value)> Rows(RunSummary s) =>
    [
        ("codec", s.Codec), ("submitted", s.Balance.Submitted),
        ("delivered", s.Balance.Delivered), ("failed", s.Balance.Failed),
        ("expired", s.Balance.Expired), ("rejected", s.Balance.Rejected), ("latency p50, ms", s.Stages[^1].P50Ms),
        ("latency p95, ms", s.Stages[^1].P95Ms), ("latency p99, ms", s.Stages[^1].P99Ms),
        ("pictures a second", s.DeliveredPerSecond), ("mean encoder batch", s.Encoders?.Batches.MeanSize),
        ("edits asked for", s.Quality.EditsAsked),
        ("edit right", s.Quality.EditSuccess), ("  +-", (s.Quality.EditSuccessHigh - s.Quality.EditSuccessLow) / 2),
        ("  of a receiver of noise", s.Quality.ChanceLevel), ("already met", s.Quality.AlreadyMet),
        ("outages", s.Quality.InBits == 0 ? null : s.Quality.Outages),
        ("LPIPS-P", s.Quality.LpipsP), ("  +-", s.Quality.LpipsPHalfWidth), ("PSNR, dB", s.Quality.PsnrDb),
        ("  +-", s.Quality.PsnrHalfWidthDb), ("adapter switches", s.Adapters?.Switches),
        ("matched adapters, share", s.Adapters?.MatchedShare), ("exit code", s.ExitCode),
    ];
}
