namespace EditableDeepSC.Actors;

/// <summary>What a run gave, in memory that does not grow with the number of transmissions.</summary>
/// <param name="adapterSnrsDb">Each SNR band is what is nearest to one of them.</param>
/// <param name="groupCount">Groups of users.</param>
public sealed class RunStatistics(IReadOnlyList<double> adapterSnrsDb, int groupCount)
{
    private readonly long[,] kinds = new long[groupCount, Enum.GetValues<OutcomeKind>().Length];
    private readonly SortedDictionary<EndReason, long> reasons = [];

    public IReadOnlyList<double> AdapterSnrsDb { get; } = adapterSnrsDb;

    public QualityStatistics All { get; } = new();

    /// <summary>By the SNR that the link had, one for each adapter.</summary>
    public IReadOnlyList<QualityStatistics> Bands { get; } = Fresh(adapterSnrsDb.Count);

    /// <summary>By the adapter that was used.</summary>
    public IReadOnlyList<QualityStatistics> Adapters { get; } = Fresh(adapterSnrsDb.Count);

    /// <summary>Those sent with the adapter nearest to the SNR that the link had.</summary>
    public QualityStatistics BestAdapter { get; } = new();

    /// <summary>Those sent with another one.</summary>
    public QualityStatistics OtherAdapter { get; } = new();

    public StageHistograms Stages { get; } = new();

    public Fingerprint Fingerprint { get; } = new();

    /// <summary>Why requests ended without a picture, and how often.</summary>
    public IReadOnlyDictionary<EndReason, long> Reasons => reasons;

    /// <summary>All that users asked for, whether it was accepted or not.</summary>
    public long Requests => Enum.GetValues<OutcomeKind>().Sum(Count);

    public long Count(OutcomeKind kind) => Enumerable.Range(0, groupCount).Sum(group => Count(group, kind));

    public long Count(int group, OutcomeKind kind) => kinds[group, (int)kind];

    public void Add(TransmissionRecord record)
    {
        kinds[record.Group, (int)record.Kind]++;
        Fingerprint.Add(record);
        if (record.Kind != OutcomeKind.Delivered)
            reasons[record.Reason] = reasons.GetValueOrDefault(record.Reason) + 1;
        if (record is not { Kind: OutcomeKind.Delivered, Quality: { } quality }) return;
        Stages.Add(record);
        All.Add(record, quality);
        Adapters[record.AdapterId].Add(record, quality);
        if (record.BestAdapterId is not { } best) return;
        Bands[best].Add(record, quality);
        (record.AdapterId == best ? BestAdapter : OtherAdapter).Add(record, quality);
    }

    private static QualityStatistics[] Fresh(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new QualityStatistics())];
}
