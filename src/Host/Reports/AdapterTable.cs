using EditableDeepSC.Host.Runs;

namespace EditableDeepSC.Host.Reports;

/// <summary>How adapters were chosen in some runs, and what mismatched adapters cost, as a table of a report.</summary>
internal static class AdapterTable
{
    private const string Explanation =
        "A matched adapter is the one trained for the SNR nearest to that of the link; all others are mismatched. " +
        "The cost is the mean LPIPS-P with mismatched adapters less that with the matched one in the same SNR band, " +
        "with its 95 % interval. Where a header was misread, the receiver took another adapter than the sender named.";

    private static readonly string[] Head =
    [
        "policy or run", "pictures", "switches", "headers misread", "mismatched", "share", "LPIPS-P, matched",
        "LPIPS-P, mismatched", "cost at equal SNR", "+-", "n compared",
    ];

    /// <summary>A row for each run that used adapters.</summary>
    public static void Append(ReportPage page, IEnumerable<RunSummary> runs) => page.Paragraph(Explanation)
        .Table(Head, runs.Where(run => run.Adapters is not null).Select(Row));

    private static object?[] Row(RunSummary run)
    {
        var adapters = run.Adapters!;
        return [run.Label.Length == 0 ? adapters.Policy : run.Label,
            adapters.Matched.Count + adapters.Mismatched.Count, adapters.Switches, adapters.MisreadHeaders,
            adapters.Mismatched.Count, 1 - adapters.MatchedShare, adapters.Matched.LpipsP, adapters.Mismatched.LpipsP, adapters.CostLpipsP,
            adapters.CostHalfWidth, adapters.ComparedCount];
    }
}
