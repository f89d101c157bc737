namespace EditableDeepSC.Channels;

/// <summary>An SNR at a moment.</summary>
public sealed record SnrPoint
{
    internal const double MinDb = -100;
    internal const double MaxDb = 200;

    [Parameter("Time from the start of the run.", Min = 0, Max = 1e9, Unit = "s")]
    public double AtSeconds { get; init; }

    [Parameter("Es/N0 at that time.", Min = MinDb, Max = MaxDb, Unit = "dB")]
    public double SnrDb { get; init; }
}
