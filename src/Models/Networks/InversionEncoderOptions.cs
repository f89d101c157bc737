namespace EditableDeepSC.Models.Networks;

/// <summary>The size of an <see cref="InversionEncoder"/>.</summary>
public sealed record InversionEncoderOptions
{
    /// <summary>Residual blocks in each of the stages; all but the first stage halve the resolution.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [1, 1, 1, 1];

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 24;

    /// <summary>Pixels on a side.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Of the layer before z.</summary>
    public int HiddenSize { get; init; } = 256;

    public int LatentSize { get; init; } = 512;

    internal InversionEncoderOptions Validated()
    {
        if (BlockCounts.Count == 0 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("Each stage of the inversion encoder needs at least one block.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ImageSize, 2 << BlockCounts.Count);
        return this;
    }
}
