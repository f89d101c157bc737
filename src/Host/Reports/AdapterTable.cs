using EditableDeepSC.Host.Runs;

namespace EditableDeepSC.Host.Reports;

/// <summary>How adapters were chosen in some runs, and what wrong choices cost, as a table of a report.</summary>
internal static class AdapterTable
{
    public const string Explanation =
        "A transmission has a wrong adapter where another one was made for an SNR nearer to that of its link. The cost " +
        "is the mean LPIPS-P with a wrong adapter less that with the best one at equal SNR band, with its 95 % interval.";

    private static readonly string[] Head =
    [
        "policy or run", "pictures", "switches", "wrong adapter", "share", "LPIPS-P, best adapter", "LPIPS-P, wrong adapter",
        "cost at equal SNR", "+-", "n compared",
    ];

    /// <summary>A row for each run; empty where no run has anything to say of adapters.</summary>
    public static string Html(IEnumerable<RunSummary> runs)
    {
        object?[][] rows = [.. runs.Where(run => run.Adapters is not null).Select(Row)];
        return rows.Length == 0 ? "" : HtmlTable.Of(Head, rows);
    }

    private static object?[] Row(RunSummary run)
    {
        var adapters = run.Adapters!;
        return [run.Label.Length == 0 ? adapters.Policy : run.Label,
            adapters.Best.Count + adapters.Other.Count, adapters.Switches, adapters.Other.Count, 1 - adapters.BestShare,
            adapters.Best.LpipsP, adapters.Other.LpipsP, adapters.CostLpipsP, adapters.CostHalfWidth,
            adapters.ComparedCount];
    }
}
