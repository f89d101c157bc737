using EditableDeepSC.Channels.Cells;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>What became of the requests of a cell, or of a group of users in all cells.</summary>
public sealed class CellStatistics
{
    private readonly long[] kinds = new long[Enum.GetValues<OutcomeKind>().Length];

    /// <summary>All requests, whether they were accepted or not.</summary>
    public long Requests => kinds.Sum();

    /// <summary>Requests whose user's request before went to another cell, ping-pongs included.</summary>
    public long Handovers { get; private set; }

    /// <summary>Handovers back to the cell that was left a short time before.</summary>
    public long PingPongs { get; private set; }

    /// <summary>How long frames were on the air.</summary>
    public double AirSeconds { get; private set; }

    public long Count(OutcomeKind kind) => kinds[(int)kind];

    internal void Add(Rejections refused)
    {
        kinds[(int)OutcomeKind.Rejected] += refused.Count;
        Handovers += refused.Handovers;
        PingPongs += refused.PingPongs;
    }

    internal void Add(TransmissionRecord record)
    {
        kinds[(int)record.Kind]++;
        AirSeconds += record.Times.AirSeconds;
        if (record.CellChange != CellChange.None) Handovers++;
        if (record.CellChange == CellChange.PingPong) PingPongs++;
    }
}
