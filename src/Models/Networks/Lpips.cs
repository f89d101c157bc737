using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Networks;

/// <summary>The backbone of a <see cref="Lpips"/>: convolutions, each with a ReLU, and pools of stride 2.</summary>
public sealed record LpipsOptions(IReadOnlyList<LpipsConv> Convs, int PoolSize)
{
    /// <summary>torchvision's AlexNet with LPIPS' five taps.</summary>
    public static LpipsOptions Alex { get; } = new(
    [
        new(64) { KernelSize = 11, Stride = 4, Padding = 2, Tap = true },
        new(192) { KernelSize = 5, Padding = 2, PoolBefore = true, Tap = true },
        new(384) { PoolBefore = true, Tap = true },
        new(256) { Tap = true },
        new(256) { Tap = true },
    ], PoolSize: 3);

    /// <summary>torchvision's VGG-16 with LPIPS' five taps.</summary>
    public static LpipsOptions Vgg { get; } = VggForm([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]);

    /// <summary>A backbone that two CPU cores can train.</summary>
    public static LpipsOptions Small { get; } = new(
    [
        new(24) { KernelSize = 5, Stride = 2, Padding = 2, Tap = true },
        new(48) { PoolBefore = true, Tap = true },
        new(64) { PoolBefore = true },
        new(64) { Tap = true },
        new(96) { PoolBefore = true, Tap = true },
        new(128) { Tap = true },
    ], PoolSize: 2);

    /// <summary>Stages of 3x3 convolutions with a pool between them and a tap at the end of each.</summary>
    public static LpipsOptions VggForm(IReadOnlyList<(int Channels, int Convs)> stages) => new(
        [.. stages.SelectMany((stage, s) => Enumerable.Range(0, stage.Convs).Select(c =>
            new LpipsConv(stage.Channels) { PoolBefore = s > 0 && c == 0, Tap = c == stage.Convs - 1 }))], PoolSize: 2);

    internal LpipsOptions Validated()
    {
        if (!Convs.Any(conv => conv.Tap)) throw new ArgumentException("A perceptual metric needs at least one tap.");
        if (Convs.Any(conv => conv.Channels < 1 || conv.KernelSize < 1 || conv.Stride < 1 || conv.Padding < 0))
            throw new ArgumentException("A convolution of the backbone has no channels, kernel or stride.");
        ArgumentOutOfRangeException.ThrowIfLessThan(PoolSize, 2);
        return this;
    }
}

/// <summary>
/// The perceptual distance [N] of images [N, 3, H, W] in [-1, 1] (eq. 8; LPIPS v0.1): activations of a backbone,
/// normalised, compared and weighted by learned channel weights. Keys of the backbone are torchvision's, the others
/// those of the public LPIPS code.
/// </summary>
public sealed class Lpips : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly ScalingLayer scaling = new();
    private readonly Backbone features;
    private readonly List<Conv2d> weights = [];

    public Lpips(LpipsOptions options) : base(nameof(Lpips))
    {
        Options = options.Validated();
        features = new Backbone(Options);
        register_module("scaling_layer", scaling);
        register_module(nameof(features), features);
        foreach (var tap in Options.Convs.Where(conv => conv.Tap))
        {
            var lin = nn.Conv2d(tap.Channels, 1, 1, bias: false);    // [1, C, 1, 1]
            register_module($"lin{weights.Count}", nn.Sequential(("model", nn.Sequential(("1", lin)))));
            weights.Add(lin);
        }
    }

    public LpipsOptions Options { get; }

    /// <summary>The type of the maps in <see cref="Taps"/>; null: that of the weights.</summary>
    internal ScalarType? Precision { get; set; }

    /// <summary>The weight [C] of each channel, tap by tap.</summary>
    internal IEnumerable<Tensor> ChannelWeights => weights.Select(lin => lin.weight.view(-1));

    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using var scope = NewDisposeScope();
        return Distance(Features(input1), Features(input2)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The activations [N, C, H, W] at the taps, of unit length in each pixel; the caller disposes them.
    /// </summary>
    public Tensor[] Features(Tensor images)
    {
        using var scope = NewDisposeScope();
        var taps = Taps(images).Select(Unit).ToArray();
        scope.MoveToOuter(taps);
        return taps;
    }

    /// <summary>The distance [N] by <see cref="Features"/>, which a fixed target needs only once.</summary>
    public Tensor Distance(IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second)
    {
        using var contributions = Contributions(first, second);
        return contributions.sum(1);
    }

    /// <summary>What each tap adds to the distance, [N, taps].</summary>
    public Tensor Contributions(IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second)
    {
        using var scope = NewDisposeScope();
        var columns = weights.Select((lin, tap) =>
            ((first[tap] - second[tap]).square().mean([2, 3]) * lin.weight.view(-1)).sum(1));    // [N]
        return stack(columns, 1).MoveToOuterDisposeScope();
    }

    internal IReadOnlyList<Tensor> Taps(Tensor images)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        var scaled = scaling.call(images);
        return features.Taps(scaled.to_type(Precision ?? scaled.dtype));
    }

    // The public code adds 1e-10 to the root; under the root it is the same, but differentiable where all
    // channels are 0.
    internal static Tensor Unit(Tensor maps) => maps * (maps.square().sum(1, keepdim: true) + 1e-20).rsqrt();

    /// <summary>From [-1, 1] to the backbone's normalisation.</summary>
    private sealed class ScalingLayer : nn.Module<Tensor, Tensor>
    {
        private readonly Tensor shift = tensor([-0.030f, -0.088f, -0.188f], [1, 3, 1, 1]);
        private readonly Tensor scale = tensor([0.458f, 0.448f, 0.450f], [1, 3, 1, 1]);

        public ScalingLayer() : base(nameof(ScalingLayer))
        {
            register_buffer(nameof(shift), shift);
            register_buffer(nameof(scale), scale);
        }

        public override Tensor forward(Tensor input)
        {
            using var centred = input - shift;
            return centred / scale;
        }
    }

    /// <summary>The convolutions under torchvision's numbers, which count the ReLUs and pools too.</summary>
    private sealed class Backbone : nn.Module
    {
        private readonly List<(LpipsConv Options, Conv2d Conv)> layers = [];
        private readonly int poolSize;

        public Backbone(LpipsOptions options) : base(nameof(Backbone))
        {
            poolSize = options.PoolSize;
            var (channels, number) = (3, 0);
            foreach (var layer in options.Convs)
            {
                if (layer.PoolBefore) number++;
                var conv = nn.Conv2d(channels, layer.Channels, layer.KernelSize, layer.Stride, layer.Padding);
                register_module(number.ToString(CultureInfo.InvariantCulture), conv);
                layers.Add((layer, conv));
                (channels, number) = (layer.Channels, number + 2);
            }
        }

        public List<Tensor> Taps(Tensor images)
        {
            var taps = new List<Tensor>();
            var maps = Maps.ChannelsLast(images);
            foreach (var (options, conv) in layers)
            {
                if (options.PoolBefore) maps = max_pool2d(maps, poolSize, 2);
                maps = Rows.Conv2d(maps, conv.weight.to_type(maps.dtype), conv.bias!.to_type(maps.dtype), conv.stride,
                    conv.padding!).relu_();
                if (options.Tap) taps.Add(maps);
            }
            return taps;
        }
    }
}

/// <summary>A convolution of the backbone of <see cref="Lpips"/>.</summary>
public sealed record LpipsConv(int Channels)
{
    public int KernelSize { get; init; } = 3;

    public int Stride { get; init; } = 1;

    public int Padding { get; init; } = 1;

    /// <summary>Whether a max pool of stride 2 comes before it.</summary>
    public bool PoolBefore { get; init; }

    /// <summary>Whether the metric compares its activations.</summary>
    public bool Tap { get; init; }
}
