using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The mapping network's start: its first layer reads the code's 53 normals off z and nothing else, the others pass them on
/// beside random features of them. A leaky ReLU keeps a number x in the pair (x, -x), of which it makes 1.2 x.
/// </summary>
internal static class MappingStart
{
    private const int Normals = PortraitParameters.Count, Pairs = 2 * Normals;
    private const double Slope = 0.2, FeatureBias = 0.3;

    public static void Apply(MappingNetwork mapping, Tensor code)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var layers = mapping.children().ToList();
        for (var i = 0; i < layers.Count; i++)
        {
            var parameters = layers[i].named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
            var (weight, bias) = (parameters["weight"], parameters["bias"]);
            var latent = weight.shape[1];
            var rows = i == 0 ? ReadingRows(code, latent) : PassingRows(latent);
            var features = latent - Pairs;
            var fresh = i == 0 ? randn(features, Normals).matmul(code) * Math.Sqrt(2.0 / Normals)
                : randn(features, latent) * Math.Sqrt(2 / (1 + Slope * Slope) / latent);
            // What the layer multiplies its stored numbers by (EqualLinear): learning rate, gain, and the root of fan-in.
            var gain = 0.01 * Math.Sqrt(2);
            weight.copy_(cat([rows, fresh], 0) / (gain / Math.Sqrt(latent)));
            bias.copy_(cat([zeros(Pairs), randn(features) * FeatureBias], 0) / gain);
        }
    }

    private static Tensor ReadingRows(Tensor code, long latent) => cat([code, -code], 0).view(Pairs, latent);

    private static Tensor PassingRows(long latent)
    {
        var half = cat([eye(Normals), -eye(Normals)], 1) / (1 + Slope);                 // [53, 106]
        return cat([cat([half, -half], 0), zeros(Pairs, latent - Pairs)], 1);
    }
}
