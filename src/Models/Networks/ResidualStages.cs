using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The body of a ResNet: stages of blocks, each stage twice as wide as the one before and at half its resolution.
/// </summary>
internal static class ResidualStages
{
    /// <summary>Makes a block of the given input channels, stage width and stride.</summary>
    public delegate nn.Module<Tensor, Tensor> BlockMaker(long inChannels, long width, long stride);

    /// <summary>
    /// The stages, parts layer1, layer2, ... of a network; the input has <paramref name="width"/> channels, a block gives
    /// expansion times its stage's width.
    /// </summary>
    public static List<Sequential> Register(
        nn.Module network, IReadOnlyList<int> blockCounts, long width, long expansion, BlockMaker block)
    {
        var stages = new List<Sequential>();
        for (var (stage, channels) = (0, width); stage < blockCounts.Count; stage++, width *= 2)
        {
            var blocks = new List<nn.Module<Tensor, Tensor>>();
            for (var i = 0; i < blockCounts[stage]; i++, channels = width * expansion)
                blocks.Add(block(channels, width, i == 0 && stage > 0 ? 2 : 1));
            stages.Add(nn.Sequential(blocks));
            network.register_module($"layer{stages.Count}", stages[^1]);
        }
        return stages;
    }

    /// <summary>What brings a block's input to its output's shape; null where the two are alike.</summary>
    public static Sequential? Downsample(long inChannels, long outChannels, long stride) =>
        stride == 1 && inChannels == outChannels ? null
        : nn.Sequential(("0", new PointConv(inChannels, outChannels, stride)), ("1", nn.BatchNorm2d(outChannels)));

    /// <summary>The stages one after the other; takes the maps over and disposes what lies between.</summary>
    public static Tensor Run(IEnumerable<Sequential> stages, Tensor maps)
    {
        foreach (var stage in stages)
        {
            using var below = maps;
            maps = stage.call(below);
        }
        return maps;
    }

    /// <summary>
    /// A 1x1 convolution of every stride-th pixel. libtorch 2.10's own strided one corrupts memory in its backward pass with
    /// fewer than 16 channels (oneDNN, AVX-512).
    /// </summary>
    private sealed class PointConv : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight;    // [out, in, 1, 1]
        private readonly long stride;

        public PointConv(long inChannels, long outChannels, long stride) : base(nameof(PointConv))
        {
            this.stride = stride;
            weight = new Parameter(empty(outChannels, inChannels, 1, 1));
            nn.init.kaiming_uniform_(weight, Math.Sqrt(5));    // PyTorch's default for convolutions
            register_parameter(nameof(weight), weight);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var every = TensorIndex.Slice(step: stride);
            var pixels = stride == 1 ? input : Maps.ChannelsLast(input[TensorIndex.Ellipsis, every, every]);
            return nn.functional.conv2d(pixels, weight).MoveToOuterDisposeScope();    // [N, out, H / stride, W / stride]
        }
    }
}

/// <summary>A block of a ResNet; the stride sits in the first 3x3 convolution. Keys are torchvision's.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    /// <summary>A bottleneck gives this many times its width.</summary>
    public const int BottleneckExpansion = 4;

    private readonly List<(Conv2d Conv, BatchNorm2d Norm)> layers = [];
    private readonly Sequential? downsample;

    public ResidualBlock(long inChannels, long width, long stride, bool bottleneck) : base(nameof(ResidualBlock))
    {
        var outChannels = bottleneck ? width * BottleneckExpansion : width;
        if (bottleneck) Add(inChannels, width, 1, 1);
        Add(bottleneck ? width : inChannels, width, 3, stride);
        Add(width, outChannels, bottleneck ? 1 : 3, 1);
        downsample = ResidualStages.Downsample(inChannels, outChannels, stride);
        if (downsample is not null) register_module(nameof(downsample), downsample);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = input;                                                       // [N, in, H, W]
        foreach (var (conv, norm) in layers)
        {
            maps = norm.call(conv.call(maps));
            if (norm != layers[^1].Norm) maps = maps.relu_();
        }
        var shortcut = downsample?.call(input) ?? input;
        return maps.add_(shortcut).relu_().MoveToOuterDisposeScope();           // [N, out, H / stride, W / stride]
    }

    private void Add(long inChannels, long outChannels, long kernelSize, long stride)
    {
        var (conv, norm) = (nn.Conv2d(inChannels, outChannels, kernelSize, stride, kernelSize / 2, bias: false),
            nn.BatchNorm2d(outChannels));
        layers.Add((conv, norm));
        register_module($"conv{layers.Count}", conv);
        register_module($"bn{layers.Count}", norm);
    }
}

/// <summary>A block and a linear layer that give the logits [N, classes] of one head.</summary>
internal static class ClassifierHead
{
    /// <summary>One for each head, parts of a network under the heads' names.</summary>
    public static List<Sequential> Register(
        nn.Module network, IEnumerable<Head> heads, long inputSize, long hiddenSize, double dropout)
    {
        var made = new List<Sequential>();
        foreach (var head in heads)
        {
            made.Add(nn.Sequential(("0", new FcBlock(inputSize, hiddenSize, dropout)),
                ("1", nn.Linear(hiddenSize, head.Classes))));
            network.register_module(head.Name, made[^1]);
        }
        return made;
    }
}
