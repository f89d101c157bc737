namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The size of a <see cref="FaceIdentity"/>; the defaults are the public ArcFace ResNet-18 for grey 128x128 images.
/// </summary>
public sealed record FaceIdentityOptions
{
    /// <summary>A network that two CPU cores can train.</summary>
    public static FaceIdentityOptions Small { get; } = new()
    {
        BlockCounts = [1, 1, 1, 1],
        Width = 16,
        FeatureSize = 64,
        Dropout = 0,
    };

    /// <summary>Residual blocks in each of the four stages.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [2, 2, 2, 2];

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Pixels on a side, a multiple of 16.</summary>
    public int ImageSize { get; init; } = 128;

    public int FeatureSize { get; init; } = 512;

    /// <summary>Share of the last maps left out in training, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.5;

    internal FaceIdentityOptions Validated()
    {
        if (BlockCounts.Count != 4 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("The identity network has four stages of at least one block each.");
        if (ImageSize < 16 || ImageSize % 16 != 0)
            throw new ArgumentException($"An image size of {ImageSize} cannot be; take a multiple of 16.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FeatureSize, 1);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout must lie in [0, 1).");
        return this;
    }
}
