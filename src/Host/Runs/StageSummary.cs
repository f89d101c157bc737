using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>How long a stage took, in milliseconds.</summary>
internal sealed record StageSummary(string Stage, long Count, double MeanMs, double P50Ms, double P95Ms, double P99Ms,
    double MaxMs)
{
    public static StageSummary Of(string stage, Histogram seconds) => new(stage, seconds.Count, 1000 * seconds.Mean,
        1000 * seconds.Percentile(50), 1000 * seconds.Percentile(95), 1000 * seconds.Percentile(99),
        1000 * seconds.Max);
}
