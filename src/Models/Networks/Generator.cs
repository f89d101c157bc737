using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>The size of a <see cref="Generator"/>.</summary>
public sealed record GeneratorOptions(StyleGanSize Size)
{
    /// <summary>Numbers in z and in w.</summary>
    public int LatentSize { get; init; } = 512;

    public int MappingLayers { get; init; } = 8;

    /// <summary>What the images are made of: z, or whitened numbers of w.</summary>
    public LatentSpace Space { get; init; } = LatentSpace.Z;

    internal GeneratorOptions Validated()
    {
        Size.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MappingLayers, 1);
        return this;
    }
}

/// <summary>
/// StyleGAN2's generator G: z [N, latent] to images [N, 3, H, W], mostly in [-1, 1]. Keys are those of the public
/// PyTorch code (models/archs/stylegan2/model.py in Talk-to-Edit).
/// </summary>
public sealed class Generator : nn.Module<Tensor, Tensor>
{
    private readonly ConstantInput input;
    private readonly StyledConv conv1;
    private readonly ToRgb toRgb1;
    private readonly ModuleList<StyledConv> convs = [];
    private readonly ModuleList<ToRgb> toRgbs = [];
    private readonly NoiseMaps noises;
    private readonly Whitening? whitening;

    public Generator(GeneratorOptions options) : base(nameof(Generator))
    {
        Options = options.Validated();
        var (size, latent) = (options.Size, options.LatentSize);
        Mapping = new MappingNetwork(latent, options.MappingLayers);
        var channels = size.Channels(4);
        (input, conv1) = (new ConstantInput(channels), new StyledConv(channels, channels, latent));
        toRgb1 = new ToRgb(channels, latent, upsample: false);
        foreach (var resolution in size.Resolutions())
        {
            var next = size.Channels(resolution);
            convs.append(new StyledConv(channels, next, latent, upsample: true), new StyledConv(next, next, latent));
            toRgbs.append(new ToRgb(next, latent));
            channels = next;
        }
        noises = new NoiseMaps(size);
        if (options.Space == LatentSpace.W) whitening = new Whitening(latent);
        Register();
    }

    public GeneratorOptions Options { get; }

    /// <summary>From z to w; the public name is style.</summary>
    public MappingNetwork Mapping { get; }

    /// <summary>
    /// The type that the maps have while the weights keep theirs: bfloat16 is several times faster where the processor
    /// multiplies it natively. Null: that of the weights.
    /// </summary>
    public ScalarType? Precision { get; set; }

    /// <summary>Rows of w+, one a layer: 12 at 128 pixels, 18 at 1024.</summary>
    public int LatentCount => convs.Count + 2;

    /// <summary>The images of latent vectors [N, latent] of its space.</summary>
    public override Tensor forward(Tensor input)
    {
        if (whitening is null) return OfZ(input);
        using var w = whitening.call(input);
        return Synthesize(w);
    }

    /// <summary>The images of z [N, latent], whatever its space.</summary>
    public Tensor OfZ(Tensor z)
    {
        using var w = Mapping.call(z, false);
        return Synthesize(w);
    }

    /// <summary>Latent vectors [N, latent] of its space that belong to z.</summary>
    public Tensor LatentsOf(Tensor z)
    {
        if (whitening is null) return z.alias();
        using var quiet = no_grad();
        using var w = Mapping.call(z, false);
        return whitening.Inverse(w);
    }

    /// <summary>The matrix [latent, latent] that a latent vector meets first.</summary>
    internal Tensor FirstMatrix => whitening?.Root ?? Mapping.parameters().First();

    /// <summary>The same one, given whitened numbers of w; mean and covariance are those of many random z.</summary>
    internal Generator InW(ulong seed)
    {
        const int Samples = 10_000;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        manual_seed((long)seed);
        var device = FirstMatrix.device;
        var same = new Generator(Options with { Space = LatentSpace.W });
        same.to(device).Kept();
        same.load_state_dict(state_dict(), strict: false);
        same.whitening!.Fit(Mapping.call(randn(Samples, Options.LatentSize).to(device), false));
        return same;
    }

    /// <summary>
    /// The images of w [N, latent] or w+ [N, LatentCount, latent]. A lower <paramref name="resolution"/> stops there:
    /// the image that the full one is built upon. With <paramref name="freshNoise"/>, as in training, each image gets
    /// noise of its own instead of the maps of the weights file.
    /// </summary>
    public Tensor Synthesize(Tensor latents, int? resolution = null, bool freshNoise = false)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(latents);                                                        // LatentCount x [N, latent]
        var noise = !freshNoise ? noises.All : [.. noises.All.Select(map =>
            randn(latents.shape[0], 1, map.shape[2], map.shape[3], map.dtype, map.device))];
        var first = input.input.expand(latents.shape[0], -1, -1, -1);                    // [N, C, 4, 4]
        var start = Maps.ChannelsLast(first.to_type(Precision ?? first.dtype));
        var maps = conv1.call(start, rows[0], noise[0]);
        var image = toRgb1.Image(maps, rows[1]);                                         // [N, 3, 4, 4]
        for (var i = 0; i < convs.Count && image.shape[3] < (resolution ?? Options.Size.Resolution); i += 2)
        {
            using (var below = maps) maps = convs[i].call(below, rows[i + 1], noise[i + 1]);         // [N, C, 2H, 2W]
            using (var below = maps) maps = convs[i + 1].call(below, rows[i + 2], noise[i + 2]);
            using (var below = image) image = toRgbs[i / 2].Image(maps, rows[i + 3], below);
        }
        return image.MoveToOuterDisposeScope();
    }

    /// <summary>From now on the weights stay as they are: what layers compute of them alone is kept.</summary>
    public void Freeze()
    {
        foreach (var layer in modules().OfType<ModulatedConv>()) layer.Freeze();
    }

    private Tensor[] Rows(Tensor latents)
    {
        if (latents.Dimensions == 3)
        {
            Shape.Require(latents, nameof(latents), Shape.Any, LatentCount, Options.LatentSize);
            return latents.unbind(1);
        }
        Shape.Require(latents, nameof(latents), Shape.Any, Options.LatentSize);
        return [.. Enumerable.Repeat(latents, LatentCount)];
    }

    private void Register()
    {
        register_module("style", Mapping);
        register_module("input", input);
        register_module("conv1", conv1);
        register_module("to_rgb1", toRgb1);
        register_module("convs", convs);
        register_module("to_rgbs", toRgbs);
        register_module("noises", noises);
        if (whitening is not null) register_module(nameof(whitening), whitening);
    }

    private sealed class ConstantInput : nn.Module
    {
        public readonly Parameter input;    // [1, C, 4, 4]

        public ConstantInput(long channels) : base(nameof(ConstantInput))
        {
            input = new Parameter(randn(1, channels, 4, 4));
            register_parameter(nameof(input), input);
        }
    }

    /// <summary>The noise that a weights file carries: one map [1, 1, H, W] a layer.</summary>
    private sealed class NoiseMaps : nn.Module
    {
        public NoiseMaps(StyleGanSize size) : base(nameof(NoiseMaps))
        {
            var layer = 0;
            foreach (var r in size.Resolutions().SelectMany(r => new[] { r, r }).Prepend(4))
                register_buffer($"noise_{layer++}", randn(1, 1, r, r));
        }

        public IReadOnlyList<Tensor> All => [.. buffers()];
    }
}
