using EditableDeepSC.Channels.Cells;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>Requests that were refused, counted: where there are millions, nobody reads of each.</summary>
/// <param name="Group">Whose they were, counted from 0.</param>
/// <param name="Cell">Who would have served them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="Switches">How many of them would have had another adapter than the one before.</param>
/// <param name="Handovers">How many came with a handover.</param>
/// <param name="PingPongs">How many of these went back to the cell before.</param>
/// <param name="Users">How many each user had, of those users of whom figures are kept.</param>
/// <param name="Fingerprint">Over what was decided, as <see cref="Accounting.Fingerprint"/> writes it.</param>
public sealed record Rejections(int Group, int Cell, EndReason Reason, long Count, long Switches,
    long Handovers, long PingPongs, IReadOnlyDictionary<int, int> Users, string Fingerprint);

/// <summary>Counts refused requests until they are told.</summary>
/// <param name="usersListed">Users from 0 of whom figures are kept one by one.</param>
public sealed class RejectionTally(int usersListed)
{
    private readonly SortedDictionary<(int Group, int Cell, EndReason Reason), Part> parts = [];

    public void Add(TransmissionRecord record)
    {
        var key = (record.Group, record.Cell, record.Reason);
        if (!parts.TryGetValue(key, out var part)) parts.Add(key, part = new Part());
        part.Count++;
        if (record.IsSwitch) part.Switches++;
        if (record.CellChange != CellChange.None) part.Handovers++;
        if (record.CellChange == CellChange.PingPong) part.PingPongs++;
        part.Fingerprint.Add(record);
        if (record.User < usersListed) part.Users[record.User] = part.Users.GetValueOrDefault(record.User) + 1;
    }

    /// <summary>What was counted since it was told last.</summary>
    public IReadOnlyList<Rejections> Tell()
    {
        Rejections[] told = [.. parts.Select(one => new Rejections(one.Key.Group, one.Key.Cell, one.Key.Reason,
            one.Value.Count, one.Value.Switches, one.Value.Handovers, one.Value.PingPongs, one.Value.Users,
            one.Value.Fingerprint.ToString()))];
        parts.Clear();
        return told;
    }

    private sealed class Part
    {
        public long Count { get; set; }

        public long Switches { get; set; }

        public long Handovers { get; set; }

        public long PingPongs { get; set; }

        public SortedDictionary<int, int> Users { get; } = [];

        public Fingerprint Fingerprint { get; } = new();
    }
}
