namespace EditableDeepSC.Models.Networks;

/// <summary>A convolution of the backbone of <see cref="Lpips"/>.</summary>
public sealed record LpipsConv(int Channels)
{
    public int KernelSize { get; init; } = 3;

    public int Stride { get; init; } = 1;

    public int Padding { get; init; } = 1;

    /// <summary>Whether a max pool of stride 2 comes before it.</summary>
    public bool PoolBefore { get; init; }

    /// <summary>Whether the metric compares its activations.</summary>
    public bool Tap { get; init; }
}
