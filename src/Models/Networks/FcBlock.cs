using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

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
