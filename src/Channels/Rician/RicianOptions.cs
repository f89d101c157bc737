namespace EditableDeepSC.Channels;

/// <summary>Rician fading: a line of sight and scatter around it, mean square 1 in all.</summary>
public sealed record RicianOptions
{
    [Parameter("Power of the line of sight over that of the scatter.", Min = -40, Max = 60, Unit = "dB")]
    public double KFactorDb { get; init; } = 6;

    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}
