using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The mapping network's start: its first layer reads the 53 normals x off z and nothing else, the others pass
/// them on beside hinges max(0, x - t) of each, so that a style can be any piecewise linear function of one parameter,
/// a hue's or a degree's, from the first step on. A leaky ReLU keeps a number x in the pair (x, -x), of which it makes
/// 1.2 x.
/// </summary>
internal static class MappingStart
{
    private const int Normals = PortraitParameters.Count, Pairs = 2 * Normals;
    private const double Slope = 0.2, LastKnot = 1.5;

    public static void Apply(MappingNetwork mapping)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var layers = mapping.children().ToList();
        for (var i = 0; i < layers.Count; i++)
        {
            var parameters = layers[i].named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
            var (weight, bias) = (parameters["weight"], parameters["bias"]);
            var latent = weight.shape[1];
            var rows = i == 0 ? ReadingRows(latent) : PassingRows(latent);
            // What the layer multiplies its stored numbers by (EqualLinear): learning rate, gain, and the
            // root of fan-in.
            var gain = 0.01 * Math.Sqrt(2);
            weight.copy_(rows / (gain / Math.Sqrt(latent)));
            bias.copy_((i == 0 ? Knots(latent) : zeros(latent)) / gain);
        }
    }

    private static Tensor ReadingRows(long latent)
    {
        using var scope = NewDisposeScope();
        var code = eye(Normals, latent);
        var repeated = code.repeat(1 + (latent - Pairs) / Normals, 1)[..(int)(latent - Pairs)];
        return cat([code, -code, repeated], 0).MoveToOuterDisposeScope();
    }

    private static Tensor PassingRows(long latent)
    {
        using var scope = NewDisposeScope();
        var half = cat([eye(Normals), -eye(Normals)], 1) / (1 + Slope);                 // [53, 106]
        var rows = eye(latent);
        rows[..Pairs, ..Pairs] = cat([half, -half], 0);
        return rows.MoveToOuterDisposeScope();
    }

    // The first hinge of each normal, then the second of each, ...
    private static Tensor Knots(long latent)
    {
        var hinges = latent - Pairs;
        var rounds = (hinges + Normals - 1) / Normals;
        var knots = linspace(-LastKnot, LastKnot, rounds).repeat_interleave(Normals)[..(int)hinges];
        return cat([zeros(Pairs), -knots], 0);
    }
}
