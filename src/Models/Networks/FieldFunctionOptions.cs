namespace EditableDeepSC.Models.Networks;

/// <summary>The size of a <see cref="FieldFunction"/>; the defaults are Talk-to-Edit's.</summary>
public sealed record FieldFunctionOptions
{
    /// <summary>Linear layers, 1 or more.</summary>
    public int Layers { get; init; } = 8;

    public int LatentSize { get; init; } = 512;

    public int HiddenSize { get; init; } = 512;

    /// <summary>Slope of the leaky ReLU below zero, in [0, 1).</summary>
    public double NegativeSlope { get; init; } = 0.2;

    internal FieldFunctionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HiddenSize, 1);
        if (NegativeSlope is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(NegativeSlope), NegativeSlope, "The slope must be in [0, 1).");
        return this;
    }
}
