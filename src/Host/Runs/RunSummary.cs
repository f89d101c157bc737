using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>summary.json: how a run came out, in numbers that can be compared.</summary>
internal sealed record RunSummary
{
    public string Name { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>The qualities of a stub are modelled, not measured on pictures.</summary>
    public CodecKind Codec { get; init; }

    public RunEnd End { get; init; }

    public int ExitCode { get; init; }

    public required Balance Balance { get; init; }

    public long DeadLetters { get; init; }

    public string Fingerprint { get; init; } = "";

    public double SimulatedSeconds { get; init; }

    public double WallSeconds { get; init; }

    public double DeliveredPerSecond { get; init; }

    public IReadOnlyList<ThresholdResult> Thresholds { get; init; } = [];

    public IReadOnlyList<StageSummary> Stages { get; init; } = [];

    public required QualitySummary Quality { get; init; }

    /// <summary>By the SNR that the link had.</summary>
    public IReadOnlyList<QualitySummary> Bands { get; init; } = [];

    public IReadOnlyList<GroupSummary> Groups { get; init; } = [];

    /// <summary>Some users of each group; users.csv has all.</summary>
    public IReadOnlyList<UserSummary> SampleUsers { get; init; } = [];

    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();

    public AdapterSummary? Adapters { get; init; }

    public PoolReport? Encoders { get; init; }

    public PoolReport? Decoders { get; init; }
}

/// <summary>
/// How adapters were chosen, and what others than the best one cost in LPIPS-P at equal SNR, with half the width of the
/// 95 % interval.
/// </summary>
internal sealed record AdapterSummary(string Policy, long Switches, double BestShare, QualitySummary Best,
    QualitySummary Other, long ComparedCount, double CostLpipsP, double CostHalfWidth, long Loads,
    double LoadMs);

/// <summary>How the requests of a group of users ended.</summary>
internal sealed record GroupSummary(string Name, long Delivered, long Failed, long Expired, long Rejected);

/// <summary>
/// How good some pictures are, each mean with half the width of its 95 % interval; edits are right or wrong only in the
/// pictures for which one was asked.
/// </summary>
internal sealed record QualitySummary(string Of, long Count, long EditsAsked, double EditSuccess, double EditSuccessLow,
    double EditSuccessHigh, double LpipsP, double LpipsPHalfWidth, double PsnrDb, double PsnrHalfWidthDb)
{
    public static QualitySummary From(string of, QualityStatistics quality)
    {
        var edits = RateInterval.Wilson(quality.EditsRight, quality.EditsAsked);
        return new QualitySummary(of, quality.Delivered, quality.EditsAsked, quality.EditSuccess, edits.Low,
            edits.High,
            quality.LpipsP.Mean, quality.LpipsP.HalfWidth, quality.PsnrDb.Mean, quality.PsnrDb.HalfWidth);
    }
}

/// <summary>How long a stage took, in milliseconds.</summary>
internal sealed record StageSummary(string Stage, long Count, double MeanMs, double P50Ms, double P95Ms, double P99Ms,
    double MaxMs)
{
    public static StageSummary Of(string stage, Histogram seconds) => new(stage, seconds.Count, 1000 * seconds.Mean,
        1000 * seconds.Percentile(50), 1000 * seconds.Percentile(95), 1000 * seconds.Percentile(99),
        1000 * seconds.Max);
}
