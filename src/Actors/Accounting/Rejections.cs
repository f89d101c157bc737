namespace EditableDeepSC.Actors.Accounting;

/// <summary>Requests that were refused, counted: where there are millions, nobody reads of each.</summary>
/// <param name="Group">Whose they were, counted from 0.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="Switches">How many of them would have had another adapter than the one before.</param>
/// <param name="Users">How many each user had, of those users of whom figures are kept.</param>
/// <param name="Fingerprint">Over what was decided, as <see cref="Accounting.Fingerprint"/> writes it.</param>
public sealed record Rejections(int Group, EndReason Reason, long Count, long Switches,
    IReadOnlyDictionary<int, int> Users, string Fingerprint);

/// <summary>Counts refused requests until they are told.</summary>
/// <param name="usersListed">Users from 0 of whom figures are kept one by one.</param>
public sealed class RejectionTally(int usersListed)
{
    private readonly SortedDictionary<(int Group, EndReason Reason), Part> parts = [];

    public void Add(TransmissionRecord record)
    {
        if (!parts.TryGetValue((record.Group, record.Reason), out var part))
            parts.Add((record.Group, record.Reason), part = new Part());
        part.Count++;
        if (record.IsSwitch) part.Switches++;
        part.Fingerprint.Add(record);
        if (record.User < usersListed) part.Users[record.User] = part.Users.GetValueOrDefault(record.User) + 1;
    }

    /// <summary>What was counted since it was told last.</summary>
    public IReadOnlyList<Rejections> Tell()
    {
        Rejections[] told = [.. parts.Select(one => new Rejections(one.Key.Group, one.Key.Reason, one.Value.Count,
            one.Value.Switches, one.Value.Users, one.Value.Fingerprint.ToString()))];
        parts.Clear();
        return told;
    }

    private sealed class Part
    {
        public long Count { get; set; }

        public long Switches { get; set; }

        public SortedDictionary<int, int> Users { get; } = [];

        public Fingerprint Fingerprint { get; } = new();
    }
}
