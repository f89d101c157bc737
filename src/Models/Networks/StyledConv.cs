using TorchSharp.Modules;

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

    /// <summary>The convolution of the maps [N, in, H, W] scaled by the style; upsampling doubles H and W.</summary>
    public Tensor Filter(Tensor maps, Tensor style)
    {
        using var scope = NewDisposeScope();
        var scaled = maps * style[.., .., TensorIndex.None, TensorIndex.None].to_type(maps.dtype);
        var kernel = Kernel(maps.dtype);
        var padding = kernel.shape[3] / 2;
        var filtered = blur is null ? Rows.Conv2d(scaled, kernel, padding: [padding, padding])
            : blur.Smooth(Rows.Doubled(scaled, kernel));
        return filtered.MoveToOuterDisposeScope();                                       // [N, out, H, W] or doubled
    }

    /// <summary>From now on the weights stay as they are: what follows from them alone is computed once.</summary>
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
        var kernel = (blur is null ? weight[0] : weight[0].transpose(0, 1)).to_type(type, copy: true);
        return kept is null ? kernel : kept.Kernel = kernel.detach().DetachFromDisposeScope();
    }

    /// <summary>What a frozen layer keeps. Threads that share it may each compute it once; all get the same.</summary>
    private sealed class Kept
    {
        public Tensor? Energy;
        public Tensor? Kernel;
    }
}

/// <summary>A layer of the synthesis: modulated convolution, noise, bias, leaky ReLU.</summary>
internal sealed class StyledConv : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private const double ActivationGain = 1.4142135623730951;
    private readonly ModulatedConv conv;
    private readonly NoiseStrength noise;
    private readonly ActivationBias activate;

    public StyledConv(long inChannels, long outChannels, long latentSize, bool upsample = false)
        : base(nameof(StyledConv))
    {
        conv = new ModulatedConv(inChannels, outChannels, 3, latentSize, upsample);
        (noise, activate) = (new NoiseStrength(), new ActivationBias(outChannels));
        register_module(nameof(conv), conv);
        register_module(nameof(noise), noise);
        register_module(nameof(activate), activate);
    }

    // The leaky ReLU is homogeneous, so its gain goes into its argument.
    public override Tensor forward(Tensor maps, Tensor w, Tensor noiseMap)
    {
        using var scope = NewDisposeScope();
        var style = conv.Style(w);                                                       // [N, in]
        var filtered = conv.Filter(maps, style);                                         // [N, out, H, W]
        var gain = conv.Demodulation(style) * ActivationGain;                            // [N, out]
        var shift = noiseMap.permute(0, 2, 3, 1) * (noise.weight * ActivationGain)
            + activate.bias * ActivationGain;                                            // [1 or N, H, W, out]
        var sum = filtered * gain[.., .., TensorIndex.None, TensorIndex.None].to_type(maps.dtype);
        sum.add_(Maps.FromPixels(shift.to_type(maps.dtype)));
        return sum.leaky_relu_(0.2).MoveToOuterDisposeScope();
    }

    private sealed class NoiseStrength : nn.Module
    {
        public readonly Parameter weight = new(zeros(1));

        public NoiseStrength() : base(nameof(NoiseStrength)) => register_parameter(nameof(weight), weight);
    }
}

/// <summary>
/// The image of one resolution: a 1x1 convolution of the maps, added to the doubled image of the resolution below.
/// </summary>
internal sealed class ToRgb : nn.Module
{
    private readonly ModulatedConv conv;
    private readonly Parameter bias;     // [1, 3, 1, 1]
    private readonly Fir? upsample;

    public ToRgb(long channels, long latentSize, bool upsample = true) : base(nameof(ToRgb))
    {
        conv = new ModulatedConv(channels, 3, 1, latentSize, upsample: false);
        bias = new Parameter(zeros(1, 3, 1, 1));
        register_module(nameof(conv), conv);
        register_parameter(nameof(bias), bias);
        if (!upsample) return;
        this.upsample = new Fir(4);
        register_module(nameof(upsample), this.upsample);
    }

    /// <summary>
    /// Maps [N, C, H, W] and the image below [N, 3, H/2, W/2] to an image [N, 3, H, W]; no demodulation here.
    /// </summary>
    public Tensor Image(Tensor maps, Tensor w, Tensor? below = null)
    {
        using var scope = NewDisposeScope();
        var image = conv.Filter(maps, conv.Style(w)).to_type(bias.dtype).add_(bias);     // [N, 3, H, W]
        if (below is not null) image = image.add_(upsample!.Doubled(below));
        return image.MoveToOuterDisposeScope();
    }
}
