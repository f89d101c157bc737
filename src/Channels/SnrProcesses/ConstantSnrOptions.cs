namespace EditableDeepSC.Channels;

/// <summary>One SNR for ever.</summary>
public sealed record ConstantSnrOptions
{
    [Parameter("Es/N0 at all times.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double SnrDb { get; init; } = 10;
}
