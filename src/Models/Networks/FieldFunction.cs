using TorchSharp.Modules;

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

/// <summary>
/// M_i of eq. 11: the direction [N, latent] in which to move a latent vector [N, latent] to change attribute i. Keys
/// are those of Talk-to-Edit's FieldFunction.
/// </summary>
public sealed class FieldFunction : nn.Module<Tensor, Tensor>
{
    private readonly Sequential field;

    public FieldFunction(FieldFunctionOptions? options = null) : base(nameof(FieldFunction))
    {
        Options = (options ?? new()).Validated();
        field = nn.Sequential([.. Enumerable.Range(0, Options.Layers).Select(Layer)]);
        register_module("field", field);
    }

    public FieldFunctionOptions Options { get; }

    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, Options.LatentSize);
        return field.call(input);
    }

    private (string, nn.Module<Tensor, Tensor>) Layer(int index)
    {
        var (first, last) = (index == 0, index == Options.Layers - 1);
        var linear = nn.Linear(first ? Options.LatentSize : Options.HiddenSize,
            last ? Options.LatentSize : Options.HiddenSize);
        var layer = nn.Sequential(("Linear", linear));
        if (!last) layer.append("LeakyReLU", nn.LeakyReLU(Options.NegativeSlope));
        return (index.ToString(CultureInfo.InvariantCulture), layer);
    }
}

/// <summary>Linear, batch norm, ReLU and dropout: Talk-to-Edit's block in front of a classifier.</summary>
internal sealed class FcBlock : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly BatchNorm1d bn;
    private readonly Dropout drop;

    public FcBlock(long inputSize, long outputSize, double dropout) : base(nameof(FcBlock))
    {
        (fc, bn, drop) = (nn.Linear(inputSize, outputSize), nn.BatchNorm1d(outputSize), nn.Dropout(dropout));
        register_module(nameof(fc), fc);
        register_module(nameof(bn), bn);
        register_module(nameof(drop), drop);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return drop.call(bn.call(fc.call(input)).relu_()).MoveToOuterDisposeScope();    // [N, out]
    }
}
