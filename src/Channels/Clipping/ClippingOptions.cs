namespace EditableDeepSC.Channels;

/// <summary>A power amplifier that saturates.</summary>
public sealed record ClippingOptions
{
    [Parameter("Saturation power over the mean power of the symbols.", Min = -20, Max = 40, Unit = "dB")]
    public double ClipRatioDb { get; init; } = 3;
}
