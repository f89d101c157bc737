using System.Numerics;

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

/// <summary>
/// How large a StyleGAN2 is: a map of r x r has min(channelMax, channelBase / r) channels. The public code's
/// channel_multiplier m is a channelBase of 16384 m: 1 in Talk-to-Edit's model of 128 pixels, 2 in that of 1024. The
/// resolution is a power of two from 8 to 1024.
/// </summary>
public sealed record StyleGanSize(int Resolution, int ChannelBase = 16384, int ChannelMax = 512)
{
    /// <summary>The shipped generator, which two CPU cores can train and run.</summary>
    public static StyleGanSize Shipped128 { get; } = new(128, ChannelBase: 3072, ChannelMax: 128);

    internal int Channels(int resolution) => Math.Min(ChannelMax, ChannelBase / resolution);

    /// <summary>8, 16, ... up to the resolution.</summary>
    internal IEnumerable<int> Resolutions()
    {
        for (var r = 8; r <= Resolution; r *= 2) yield return r;
    }

    internal StyleGanSize Validated()
    {
        if (Resolution is < 8 or > 1024 || !BitOperations.IsPow2(Resolution))
            throw new ArgumentException($"A resolution of {Resolution} cannot be; take a power of two from 8 to 1024.");
        if (ChannelMax < 1 || ChannelBase < Resolution)
            throw new ArgumentException($"channelBase {ChannelBase} and channelMax {ChannelMax} leave no channels at " +
                $"{Resolution} pixels; channelBase must be {Resolution} or more, channelMax 1 or more.");
        return this;
    }
}
