namespace EditableDeepSC.Actors.Accounting;

/// <summary>What a run gave, in memory that grows neither with the transmissions nor, past a number, the users.</summary>
/// <param name="adapterSnrsDb">Each SNR band is what is nearest to one of them.</param>
/// <param name="groupCount">Groups of users.</param>
/// <param name="cellCount">Cells.</param>
/// <param name="usersListed">Users from 0 of whom figures are kept one by one.</param>
public sealed class RunStatistics(
    IReadOnlyList<double> adapterSnrsDb, int groupCount, int cellCount, int usersListed)
{
    private readonly SortedDictionary<EndReason, long> reasons = [];
    private readonly Dictionary<int, UserStatistics> users = [];

    public IReadOnlyList<double> AdapterSnrsDb { get; } = adapterSnrsDb;

    public QualityStatistics All { get; } = new();

    /// <summary>By the SNR that the link had, one for each adapter.</summary>
    public IReadOnlyList<QualityStatistics> Bands { get; } = Fresh(adapterSnrsDb.Count);

    /// <summary>By the adapter that was used.</summary>
    public IReadOnlyList<QualityStatistics> Adapters { get; } = Fresh(adapterSnrsDb.Count);

    /// <summary>Those sent with the adapter nearest to the SNR that the link had.</summary>
    public QualityStatistics MatchedAdapter { get; } = new();

    /// <summary>Those sent with any other adapter.</summary>
    public QualityStatistics MismatchedAdapter { get; } = new();

    /// <summary>What those with a mismatched adapter cost.</summary>
    public MismatchCost Mismatch { get; } = new(adapterSnrsDb.Count);

    /// <summary>By the cell that served the user.</summary>
    public IReadOnlyList<CellStatistics> Cells { get; } =
        [.. Enumerable.Range(0, cellCount).Select(_ => new CellStatistics())];

    /// <summary>By the group of users.</summary>
    public IReadOnlyList<CellStatistics> Groups { get; } =
        [.. Enumerable.Range(0, groupCount).Select(_ => new CellStatistics())];

    /// <summary>How often users changed their adapter.</summary>
    public long AdapterSwitches { get; private set; }

    /// <summary>Delivered pictures whose header was misread, so that the receiver took another adapter.</summary>
    public long MisreadHeaders { get; private set; }

    public StageHistograms Stages { get; } = new();

    public Fingerprint Fingerprint { get; } = new();

    /// <summary>Why requests ended without a picture, and how often.</summary>
    public IReadOnlyDictionary<EndReason, long> Reasons => reasons;

    /// <summary>All that users asked for, whether it was accepted or not.</summary>
    public long Requests => Groups.Sum(group => group.Requests);

    public long Count(OutcomeKind kind) => Groups.Sum(group => group.Count(kind));

    public long Count(int group, OutcomeKind kind) => Groups[group].Count(kind);

    /// <summary>Users from 0 of whom figures are kept one by one.</summary>
    public int UsersListed { get; } = usersListed;

    /// <summary>What a listed user got; zeros for one of whom nothing has ended.</summary>
    public UserStatistics User(int user) => users.GetValueOrDefault(user) ?? new UserStatistics();

    public void Add(Rejections refused)
    {
        Groups[refused.Group].Add(refused);
        Cells[refused.Cell].Add(refused);
        reasons[refused.Reason] = reasons.GetValueOrDefault(refused.Reason) + refused.Count;
        AdapterSwitches += refused.Switches;
        Fingerprint.Add(refused.Fingerprint);
        foreach (var (user, count) in refused.Users) OfListed(user).Reject(count);
    }

    public void Add(TransmissionRecord record)
    {
        Groups[record.Group].Add(record);
        Cells[record.Cell].Add(record);
        Fingerprint.Add(record);
        if (record.IsSwitch) AdapterSwitches++;
        if (record.User < UsersListed) OfListed(record.User).Add(record);
        if (record.Kind != OutcomeKind.Delivered)
            reasons[record.Reason] = reasons.GetValueOrDefault(record.Reason) + 1;
        if (record is not { Kind: OutcomeKind.Delivered, Quality: { } quality }) return;
        Stages.Add(record);
        if (record.MisreadAdapterIndex is not null) MisreadHeaders++;
        All.Add(record, quality);
        Adapters[record.AdapterIndex].Add(record, quality);
        if (record.MatchedAdapterIndex is not { } matched) return;
        Bands[matched].Add(record, quality);
        (record.AdapterIndex == matched ? MatchedAdapter : MismatchedAdapter).Add(record, quality);
        Mismatch.Add(matched, record.AdapterIndex == matched, quality.LpipsP);
    }

    private UserStatistics OfListed(int number)
    {
        if (!users.TryGetValue(number, out var user)) users.Add(number, user = new UserStatistics());
        return user;
    }

    private static QualityStatistics[] Fresh(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new QualityStatistics())];
}

/// <summary>What one user got.</summary>
public sealed class UserStatistics
{
    private readonly int[] kinds = new int[Enum.GetValues<OutcomeKind>().Length];

    /// <summary>How good the pictures are; the histograms take memory only where there is something in them.</summary>
    public QualityStatistics Quality { get; } = new();

    public int AdapterSwitches { get; private set; }

    /// <summary>What was accepted and has ended.</summary>
    public int Submitted => kinds.Sum() - Count(OutcomeKind.Rejected);

    public int Count(OutcomeKind kind) => kinds[(int)kind];

    internal void Reject(int count) => kinds[(int)OutcomeKind.Rejected] += count;

    internal void Add(TransmissionRecord record)
    {
        kinds[(int)record.Kind]++;
        if (record.IsSwitch) AdapterSwitches++;
        if (record is { Kind: OutcomeKind.Delivered, Quality: { } quality }) Quality.Add(record, quality);
    }
}
