namespace EditableDeepSC.Actors.Accounting;

/// <summary>A quantity that a threshold may be about.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Units">Units that may be written and what they are in the quantity's own; "" is without.</param>
/// <param name="IsRate">A share of 0 to 1 without percentiles.</param>
/// <param name="HasBands">Whether it may be asked for one SNR band.</param>
internal sealed record ThresholdMetric(
    string Name, IReadOnlyDictionary<string, double> Units, bool IsRate, bool HasBands)
{
    public required Func<RunStatistics, QualityStatistics, MetricValues> Values { get; init; }

    public static IReadOnlyList<ThresholdMetric> All { get; } =
    [
        Spread("latency", new() { ["s"] = 1, ["ms"] = 1e-3 }, quality => quality.LatencySeconds),
        Spread("lpipsP", new() { [""] = 1 }, quality => quality.LpipsPSpread),
        Spread("psnr", new() { ["dB"] = 1, [""] = 1 }, quality => quality.PsnrSpread),
        Rate("edit.success", (_, quality) => (quality.EditsRight, quality.EditsAsked), hasBands: true),
        Rate("adapter.matched", (run, _) => (run.MatchedAdapter.Delivered, run.All.Delivered)),
        Rate("handover", (run, _) => (run.Groups.Sum(group => group.Handovers), run.Requests)),
        Rate("handover.pingPong", (run, _) =>
            (run.Groups.Sum(group => group.PingPongs), run.Groups.Sum(group => group.Handovers))),
        Rate("delivered", (run, _) => (run.Count(OutcomeKind.Delivered), run.Requests)),
        Rate("failed", (run, _) => (run.Count(OutcomeKind.Failed), run.Requests)),
        Rate("expired", (run, _) => (run.Count(OutcomeKind.Expired), run.Requests)),
        Rate("rejected", (run, _) => (run.Count(OutcomeKind.Rejected), run.Requests)),
    ];

    private static ThresholdMetric Spread(
        string name, Dictionary<string, double> units, Func<QualityStatistics, Histogram> spread) =>
        new(name, units, IsRate: false, HasBands: true)
        {
            Values = (_, quality) => new MetricValues(spread(quality).Count, spread(quality).Mean, spread(quality)),
        };

    private static ThresholdMetric Rate(
        string name, Func<RunStatistics, QualityStatistics, (long Hits, long Of)> counts, bool hasBands = false) =>
        new(name, new Dictionary<string, double> { [""] = 1, ["%"] = 0.01 }, IsRate: true, hasBands)
        {
            Values = (run, quality) =>
            {
                var (hits, of) = counts(run, quality);
                return new MetricValues(of, of == 0 ? double.NaN : (double)hits / of, null);
            },
        };
}

/// <summary>What a run has of a quantity: how many, their mean, and how they are spread where that is known.</summary>
internal readonly record struct MetricValues(long Count, double Mean, Histogram? Spread);
