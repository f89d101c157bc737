using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

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
