namespace EditableDeepSC.Channels;

/// <summary>Nakagami-m fading: |h|^2 is gamma distributed with shape m and mean 1; m = 1 is Rayleigh.</summary>
public sealed record NakagamiOptions
{
    [Parameter("Shape m of the fading: the larger, the milder.", Min = 0.5, Max = 1000)]
    public double M { get; init; } = 2;

    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}
