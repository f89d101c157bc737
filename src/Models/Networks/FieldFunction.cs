using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

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
