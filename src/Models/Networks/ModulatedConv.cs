using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// A convolution whose weights a style scales for each sample. Scaling the maps before and after it is the same as
/// scaling the weights, and lets all samples of a batch share one convolution.
/// </summary>
internal sealed class ModulatedConv : nn.Module
{
    public readonly Parameter weight;    // [1, out, in, k, k]
    private readonly EqualLinear modulation;
    private readonly Fir? blur;
    private readonly double gain;
    private Kept? kept;

    public ModulatedConv(long inChannels, long outChannels, long kernelSize, long latentSize, bool upsample)
        : base(nameof(ModulatedConv))
    {
        gain = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(randn([1, outChannels, inChannels, kernelSize, kernelSize]));
        modulation = new EqualLinear(latentSize, inChannels, startBias: 1);
        register_parameter(nameof(weight), weight);
        register_module(nameof(modulation), modulation);
        if (!upsample) return;
        blur = new Fir(4);
        register_module(nameof(blur), blur);
    }

    /// <summary>What to scale each input map by, [N, in], for latents [N, latent].</summary>
    public Tensor Style(Tensor w) => modulation.call(w) * gain;

    /// <summary>What brings each output map back to unit variance, [N, out].</summary>
    public Tensor Demodulation(Tensor style)
    {
        using var scope = NewDisposeScope();
        return (Rows.Linear(style.square(), Energy()) + 1e-8).rsqrt().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The maps [N, in, H, W], scaled by the style, through the convolution; upsampling doubles H and W.
    /// </summary>
    public Tensor Filter(Tensor maps, Tensor style)
    {
        using var scope = NewDisposeScope();
        var scaled = maps * style[.., .., TensorIndex.None, TensorIndex.None].to_type(maps.dtype);
        var kernel = Kernel(maps.dtype);
        var padding = kernel.shape[3] / 2;
        var filtered = Rows.Conv2d(scaled, kernel, padding: [padding, padding]);
        if (blur is not null) filtered = Fir.Interleave(filtered);
        return filtered.MoveToOuterDisposeScope();                                       // [N, out, H, W] or doubled
    }

    /// <summary>
    /// From now on the weights stay as they are, so that what follows from them alone is computed once.
    /// </summary>
    public void Freeze() => kept = new();

    private Tensor Energy()                                                              // [out, in]
    {
        if (kept?.Energy is { } known) return known;
        var energy = weight[0].square().sum([2, 3]);
        return kept is null ? energy : kept.Energy = energy.detach().DetachFromDisposeScope();
    }

    private Tensor Kernel(ScalarType type)
    {
        if (kept?.Kernel is { } known && known.dtype == type) return known;
        var kernel = (blur is null ? weight[0] : blur.DoublingKernel(weight[0])).to_type(type, copy: true);
        return kept is null ? kernel : kept.Kernel = kernel.detach().DetachFromDisposeScope();
    }

    /// <summary>What a frozen layer keeps. Threads that share it may each compute it once; all get the same.</summary>
    private sealed class Kept
    {
        public Tensor? Energy;
        public Tensor? Kernel;
    }
}
