using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The size of a <see cref="FaceIdentity"/>; the defaults are the public ArcFace ResNet-18 for grey 128x128 images.
/// </summary>
public sealed record FaceIdentityOptions
{
    /// <summary>A network that two CPU cores can train.</summary>
    public static FaceIdentityOptions Small { get; } = new()
    {
        BlockCounts = [1, 1, 1, 1],
        Width = 24,
        ImageSize = 96,
        FeatureSize = 64,
        Dropout = 0,
    };

    /// <summary>Residual blocks in each of the four stages.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [2, 2, 2, 2];

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Pixels on a side, a multiple of 16.</summary>
    public int ImageSize { get; init; } = 128;

    public int FeatureSize { get; init; } = 512;

    /// <summary>Share of the last maps left out in training, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.5;

    internal FaceIdentityOptions Validated()
    {
        if (BlockCounts.Count != 4 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("The identity network has four stages of at least one block each.");
        if (ImageSize < 16 || ImageSize % 16 != 0)
            throw new ArgumentException($"An image size of {ImageSize} cannot be; take a multiple of 16.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FeatureSize, 1);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout must lie in [0, 1).");
        return this;
    }
}

/// <summary>
/// F of eq. 13: grey images [N, 1, size, size] in [-1, 1] to features [N, features], which are close where the person
/// is the same. Keys are those of the public ArcFace ResNet without squeeze and excitation.
/// </summary>
public sealed class FaceIdentity : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1, bn4;
    private readonly PReLU prelu;
    private readonly List<Sequential> stages;
    private readonly Dropout drop;
    private readonly Linear fc5;
    private readonly BatchNorm1d bn5;

    public FaceIdentity(FaceIdentityOptions? options = null) : base(nameof(FaceIdentity))
    {
        Options = (options ?? new()).Validated();
        conv1 = nn.Conv2d(1, Options.Width, 3, padding: 1, bias: false);
        (bn1, prelu) = (nn.BatchNorm2d(Options.Width), nn.PReLU(1));
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        register_module(nameof(prelu), prelu);
        stages = ResidualStages.Register(this, Options.BlockCounts, Options.Width, 1,
            (inChannels, width, stride) => new Block(inChannels, width, stride));
        var (channels, side) = ((long)Options.Width * 8, Options.ImageSize / 16);
        (bn4, drop) = (nn.BatchNorm2d(channels), nn.Dropout(Options.Dropout));
        fc5 = nn.Linear(channels * side * side, Options.FeatureSize);
        bn5 = nn.BatchNorm1d(Options.FeatureSize);
        register_module(nameof(bn4), bn4);
        register_module(nameof(drop), drop);
        register_module(nameof(fc5), fc5);
        register_module(nameof(bn5), bn5);
    }

    public FaceIdentityOptions Options { get; }

    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, 1, Options.ImageSize, Options.ImageSize);
        using var scope = NewDisposeScope();
        var maps = max_pool2d(
            prelu.call(bn1.call(conv1.call(Maps.ChannelsLast(input)))), 2);              // [N, width, size/2, size/2]
        maps = ResidualStages.Run(stages, maps);
        var flat = drop.call(bn4.call(maps)).flatten(1);                                 // [N, channels * side * side]
        return bn5.call(fc5.call(flat)).MoveToOuterDisposeScope();                       // [N, features]
    }

    /// <summary>
    /// The features of colour images [N, 3, H, W] in [-1, 1]: grey by the mean of the channels, shrunk by area.
    /// </summary>
    public Tensor Embed(Tensor images)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        using var grey = images.mean([1], keepdim: true);                                // [N, 1, H, W]
        using var fitted = AreaResize.AtMost(grey, Options.ImageSize);
        return call(fitted);
    }

    /// <summary>
    /// ArcFace's residual block: a norm in front, the stride in the second convolution, one PReLU used twice.
    /// </summary>
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d bn0, bn1, bn2;
        private readonly Conv2d conv1, conv2;
        private readonly PReLU prelu = nn.PReLU(1);
        private readonly Sequential? downsample;

        public Block(long inChannels, long outChannels, long stride) : base(nameof(Block))
        {
            (bn0, bn1, bn2) = (nn.BatchNorm2d(inChannels), nn.BatchNorm2d(inChannels), nn.BatchNorm2d(outChannels));
            conv1 = nn.Conv2d(inChannels, inChannels, 3, 1, 1, bias: false);
            conv2 = nn.Conv2d(inChannels, outChannels, 3, stride, 1, bias: false);
            register_module(nameof(bn0), bn0);
            register_module(nameof(conv1), conv1);
            register_module(nameof(bn1), bn1);
            register_module(nameof(prelu), prelu);
            register_module(nameof(conv2), conv2);
            register_module(nameof(bn2), bn2);
            downsample = ResidualStages.Downsample(inChannels, outChannels, stride);
            if (downsample is not null) register_module(nameof(downsample), downsample);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var inner = prelu.call(bn1.call(conv1.call(bn0.call(input))));               // [N, in, H, W]
            var maps = bn2.call(conv2.call(inner)).add_(downsample?.call(input) ?? input);
            return prelu.call(maps).MoveToOuterDisposeScope();                       // [N, out, H / stride, W / stride]
        }
    }
}
