namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The backbone of a <see cref="Lpips"/>: convolutions, each followed by a ReLU, and pools of stride 2.
/// </summary>
public sealed record LpipsOptions(IReadOnlyList<LpipsConv> Convs, int PoolSize)
{
    /// <summary>torchvision's AlexNet with LPIPS' five taps.</summary>
    public static LpipsOptions Alex { get; } = new(
    [
        new(64) { KernelSize = 11, Stride = 4, Padding = 2, Tap = true },
        new(192) { KernelSize = 5, Padding = 2, PoolBefore = true, Tap = true },
        new(384) { PoolBefore = true, Tap = true },
        new(256) { Tap = true },
        new(256) { Tap = true },
    ], PoolSize: 3);

    /// <summary>torchvision's VGG-16 with LPIPS' five taps.</summary>
    public static LpipsOptions Vgg { get; } = VggForm([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]);

    /// <summary>A backbone that two CPU cores can train.</summary>
    public static LpipsOptions Small { get; } = new(
    [
        new(24) { KernelSize = 5, Stride = 2, Padding = 2, Tap = true },
        new(48) { PoolBefore = true, Tap = true },
        new(64) { PoolBefore = true },
        new(64) { Tap = true },
        new(96) { PoolBefore = true, Tap = true },
        new(128) { Tap = true },
    ], PoolSize: 2);

    /// <summary>Stages of 3x3 convolutions with a pool between them and a tap at the end of each.</summary>
    public static LpipsOptions VggForm(IReadOnlyList<(int Channels, int Convs)> stages) => new(
        [.. stages.SelectMany((stage, s) => Enumerable.Range(0, stage.Convs).Select(c =>
            new LpipsConv(stage.Channels) { PoolBefore = s > 0 && c == 0, Tap = c == stage.Convs - 1 }))], PoolSize: 2);

    internal LpipsOptions Validated()
    {
        if (!Convs.Any(conv => conv.Tap)) throw new ArgumentException("A perceptual metric needs at least one tap.");
        if (Convs.Any(conv => conv.Channels < 1 || conv.KernelSize < 1 || conv.Stride < 1 || conv.Padding < 0))
            throw new ArgumentException("A convolution of the backbone has no channels, kernel or stride.");
        ArgumentOutOfRangeException.ThrowIfLessThan(PoolSize, 2);
        return this;
    }
}
