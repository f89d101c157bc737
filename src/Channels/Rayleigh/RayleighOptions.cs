namespace EditableDeepSC.Channels;

/// <summary>Rayleigh fading: no line of sight, |h| Rayleigh distributed with mean square 1.</summary>
public sealed record RayleighOptions
{
    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}
