namespace EditableDeepSC.Actors;

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

    internal void Add(TransmissionRecord record)
    {
        kinds[(int)record.Kind]++;
        if (record.IsSwitch) AdapterSwitches++;
        if (record is { Kind: OutcomeKind.Delivered, Quality: { } quality }) Quality.Add(record, quality);
    }
}
