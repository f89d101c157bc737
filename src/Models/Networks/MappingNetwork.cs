using System.Globalization;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>StyleGAN2's mapping from z to w, both [N, latent]: a pixel norm and fully connected layers.</summary>
public sealed class MappingNetwork : nn.Module<Tensor, bool, Tensor>
{
    private readonly List<EqualLinear> layers = [];
    private readonly long latentSize;

    internal MappingNetwork(long latentSize, int layerCount) : base(nameof(MappingNetwork))
    {
        this.latentSize = latentSize;
        for (var i = 1; i <= layerCount; i++)    // 0 is the pixel norm, which has no keys
        {
            layers.Add(new EqualLinear(latentSize, latentSize, learningRate: 0.01, activate: true));
            register_module(i.ToString(CultureInfo.InvariantCulture), layers[^1]);
        }
    }

    /// <summary>w of a z; <paramref name="skipNorm"/> leaves the pixel norm out, as an edit step does.</summary>
    public override Tensor forward(Tensor z, bool skipNorm)
    {
        Shape.Require(z, nameof(z), Shape.Any, latentSize);
        using var scope = NewDisposeScope();
        var w = skipNorm ? z : z * (z.square().mean([1], keepdim: true) + 1e-8).rsqrt();    // [N, latent]
        foreach (var layer in layers) w = layer.call(w);
        return w.MoveToOuterDisposeScope();
    }
}
