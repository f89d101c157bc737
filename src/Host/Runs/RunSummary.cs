using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Coding;

namespace EditableDeepSC.Host.Runs;

/// <summary>summary.json: how a run came out, in numbers that can be compared.</summary>
internal sealed record RunSummary
{
    public string Name { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>With the stub the quality is modelled, not measured on pictures.</summary>
    public CodecKind Codec { get; init; }

    public RunEnd End { get; init; }

    /// <summary>Workers whose batches gave no result, which ended the run as stalled.</summary>
    public IReadOnlyList<string> HungWorkers { get; init; } = [];

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
    public IReadOnlyList<BandSummary> Bands { get; init; } = [];

    public IReadOnlyList<GroupSummary> Groups { get; init; } = [];

    /// <summary>Whether events.jsonl has all transmissions, so that these figures follow from it.</summary>
    public bool AreEventsComplete { get; init; } = true;

    public long Users { get; init; }

    /// <summary>Users whom users.csv lists, the first ones.</summary>
    public long UsersListed { get; init; }

    /// <summary>Each of several cells; empty where there is one.</summary>
    public IReadOnlyList<CellSummary> Cells { get; init; } = [];

    /// <summary>Some users of each group.</summary>
    public IReadOnlyList<UserSummary> SampleUsers { get; init; } = [];

    public IReadOnlyDictionary<EndReason, long> Reasons { get; init; } = new Dictionary<EndReason, long>();

    public AdapterSummary? Adapters { get; init; }

    /// <summary>What channel coding could reach at most over white noise, at the SNRs of the bands; jecc alone.</summary>
    public IReadOnlyList<CodingLimit> Limits { get; init; } = [];

    public PoolReport? Encoders { get; init; }

    public PoolReport? Decoders { get; init; }

    /// <summary>Other processes that worked for the run; null where none could.</summary>
    public ClusterReport? Cluster { get; init; }

    /// <summary>Makes the summary of a run from its result.</summary>
    public static RunSummary Of(RunDescription description, RunResult result, RunTrace trace)
    {
        var sampled = trace.Timeline.SampleUsers.ToHashSet();
        var (run, scenario) = (result.Statistics, description.Scenario);
        ThresholdResult[] thresholds = [.. description.Thresholds.Select(threshold => threshold.Evaluate(run))];
        return new RunSummary
        {
            Name = scenario.Name,
            Label = description.Label,
            Codec = scenario.Codec,
            End = result.End,
            HungWorkers = result.HungWorkers,
            ExitCode = CodeOf(result, thresholds),
            Balance = result.Balance,
            DeadLetters = result.DeadLetters,
            Users = scenario.UserCount,
            UsersListed = Math.Min(scenario.UserCount, scenario.UsersListed),
            Fingerprint = run.Fingerprint.ToString(),
            SimulatedSeconds = result.SimulatedSeconds,
            WallSeconds = result.WallSeconds,
            DeliveredPerSecond = result.Balance.Delivered / Math.Max(1e-9, result.SimulatedSeconds),
            Thresholds = thresholds,
            Stages = [.. run.Stages.All.Select(stage => StageSummary.Of(stage.Stage, stage.Seconds))],
            Quality = QualitySummary.Of(run.All),
            Bands = [.. run.Bands.Select((band, i) => new BandSummary(run.AdapterSnrsDb[i], QualitySummary.Of(band)))],
            Groups = [.. scenario.Users.Select((group, i) => new GroupSummary(group.Name,
                run.Count(i, OutcomeKind.Delivered), run.Count(i, OutcomeKind.Failed),
                run.Count(i, OutcomeKind.Expired), run.Count(i, OutcomeKind.Rejected),
                run.Groups[i].Handovers, run.Groups[i].PingPongs))],
            Cells = [.. scenario.Cells.Zip(run.Cells,
                (cell, got) => CellSummary.Of(cell.Name, got, result.SimulatedSeconds))],
            SampleUsers = [.. UserSummary.All(scenario, run).Where(user => sampled.Contains(user.User))],
            Reasons = run.Reasons,
            Adapters = AdapterSummary.Of(scenario.Adapters.Policy, result),
            Limits = scenario.Codec == CodecKind.Jecc
                ? CodingLimit.Of(scenario.WeightsFolder, run.AdapterSnrsDb, scenario.Jecc.Symbols) : [],
            Encoders = result.Encoders,
            Decoders = result.Decoders,
            Cluster = result.Cluster,
        };
    }

    private static int CodeOf(RunResult result, ThresholdResult[] thresholds)
    {
        if (result.End == RunEnd.Stalled || !result.Balance.IsBalanced || result.DeadLetters > 0)
            return Host.ExitCode.Failed;
        if (result.End == RunEnd.Interrupted) return Host.ExitCode.Interrupted;
        return thresholds.All(threshold => threshold.IsPassed) ? Host.ExitCode.Ok : Host.ExitCode.ThresholdFailed;
    }
}

/// <summary>
/// How adapters were chosen. A transmission is matched where its adapter is the one trained for the SNR nearest to that
/// of its link; the cost is what mismatched adapters add to LPIPS-P at equal SNR, with half its 95 % interval.
/// </summary>
internal sealed record AdapterSummary(AdapterPolicyKind Policy, long Switches, double MatchedShare,
    QualitySummary Matched, QualitySummary Mismatched, long ComparedCount, double CostLpipsP, double CostHalfWidth,
    long Loads, double LoadMs, long MisreadHeaders = 0)
{
    public static AdapterSummary Of(AdapterPolicyKind policy, RunResult result)
    {
        var (run, banks) = (result.Statistics, result.Decoders.Adapters);
        return new AdapterSummary(policy, run.AdapterSwitches, (double)run.MatchedAdapter.Delivered / run.All.Delivered,
            QualitySummary.Of(run.MatchedAdapter), QualitySummary.Of(run.MismatchedAdapter),
            run.Mismatch.Count, run.Mismatch.LpipsP, run.Mismatch.HalfWidth,
            banks.Loads, banks.LoadSeconds * 1000, run.MisreadHeaders);
    }
}

/// <summary>How the requests of a group of users ended, and how often its users changed their cell.</summary>
internal sealed record GroupSummary(string Name, long Delivered, long Failed, long Expired, long Rejected,
    long Handovers = 0, long PingPongs = 0);

/// <summary>How the requests of a cell ended, and how often users came to it from another one.</summary>
internal sealed record CellSummary(string Name, long Requests, long Delivered, long Failed, long Expired, long Rejected,
    long Handovers, long PingPongs, double AirShare)
{
    public static CellSummary Of(string name, CellStatistics got, double simulatedSeconds) => new(name, got.Requests,
        got.Count(OutcomeKind.Delivered), got.Count(OutcomeKind.Failed), got.Count(OutcomeKind.Expired),
        got.Count(OutcomeKind.Rejected), got.Handovers, got.PingPongs,
        got.AirSeconds / Math.Max(1e-9, simulatedSeconds));
}

/// <summary>The quality of pictures whose link had an SNR nearest to this one.</summary>
internal sealed record BandSummary(double SnrDb, QualitySummary Quality);

/// <summary>
/// The quality of some pictures, each mean with half the width of its 95 % interval. Edits count where one was asked
/// for that was not met before; the chance level is what a receiver of pure noise would have right.
/// </summary>
internal sealed record QualitySummary(long Count, long EditsAsked, double EditSuccess, double EditSuccessLow,
    double EditSuccessHigh, double LpipsP, double LpipsPHalfWidth, double PsnrDb, double PsnrHalfWidthDb,
    double ChanceLevel = double.NaN, long AlreadyMet = 0, long AlreadyMetRight = 0)
{
    public static QualitySummary Of(QualityStatistics quality)
    {
        var edits = RateInterval.Wilson(quality.EditsRight, quality.EditsAsked);
        return new QualitySummary(quality.Delivered, quality.EditsAsked, quality.EditSuccess, edits.Low, edits.High,
            quality.LpipsP.Mean, quality.LpipsP.HalfWidth, quality.PsnrDb.Mean, quality.PsnrDb.HalfWidth,
            quality.ChanceLevel, quality.AlreadyMet, quality.AlreadyMetRight);
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
