using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// A residual block of a ResNet; the stride sits in the first 3x3 convolution. Keys are torchvision's.
/// </summary>
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
