namespace EditableDeepSC.Models.Networks;

/// <summary>The size of an <see cref="AttributePredictor"/>; the defaults are Talk-to-Edit's ResNet-50.</summary>
public sealed record AttributePredictorOptions
{
    /// <summary>A residual network that two CPU cores can train.</summary>
    public static AttributePredictorOptions Small { get; } = new()
    {
        BlockCounts = [1, 1, 1, 1],
        Bottleneck = false,
        Width = 24,
        StemSize = 128,
        HeadHiddenSize = 64,
    };

    /// <summary>The judge of evaluations: another architecture than <see cref="Small"/>, of like size.</summary>
    public static AttributePredictorOptions Judge { get; } = new()
    {
        BlockCounts = [1, 2, 2, 1],
        Bottleneck = true,
        Width = 16,
        StemSize = 160,
        HeadHiddenSize = 80,
    };

    /// <summary>
    /// The five attributes of CelebA-Dialog, with degrees 0..5; the numbers are those of CelebA's 40 attributes.
    /// </summary>
    public IReadOnlyList<Head> Heads { get; init; } =
    [
        new("classifier06Bangs", 6), new("classifier16Eyeglasses", 6), new("classifier25No_Beard", 6),
        new("classifier32Smiling", 6), new("classifier40Young", 6),
    ];

    /// <summary>Residual blocks in each of the stages; all but the first stage halve the resolution.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [3, 4, 6, 3];

    /// <summary>Blocks of 1x1, 3x3, 1x1 convolutions with four times the width between them, or of two 3x3.</summary>
    public bool Bottleneck { get; init; } = true;

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 64;

    public int StemSize { get; init; } = 512;

    public int HeadHiddenSize { get; init; } = 256;

    /// <summary>Share of the hidden units left out in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    internal AttributePredictorOptions Validated()
    {
        Head.Validate(Heads);
        if (BlockCounts.Count == 0 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("Each stage of the predictor needs at least one block.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StemSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeadHiddenSize, 1);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout must lie in [0, 1).");
        return this;
    }
}
