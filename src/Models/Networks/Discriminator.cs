using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// StyleGAN2's discriminator D: images [N, 3, H, W] in [-1, 1] to scores [N, 1], high for real. Its minibatch statistic
/// is taken over groups of up to four samples, so N must be below 4 or a multiple of it. Keys are those of the public
/// PyTorch code.
/// </summary>
public sealed class Discriminator : nn.Module<Tensor, Tensor>
{
    private const int GroupSize = 4;
    private readonly Sequential convs;
    private readonly ConvLayer finalConv;
    private readonly Sequential finalLinear;

    public Discriminator(StyleGanSize size) : base(nameof(Discriminator))
    {
        Size = size.Validated();
        convs = nn.Sequential(("0", new ConvLayer(3, size.Channels(size.Resolution), 1)));
        foreach (var resolution in size.Resolutions().Reverse())
            convs.append(new ResBlock(size.Channels(resolution), size.Channels(resolution / 2)));
        var channels = size.Channels(4);
        finalConv = new ConvLayer(channels + 1, channels, 3);
        finalLinear = nn.Sequential(("0", new EqualLinear(channels * 4 * 4, channels, activate: true)),
            ("1", new EqualLinear(channels, 1)));
        register_module("convs", convs);
        register_module("final_conv", finalConv);
        register_module("final_linear", finalLinear);
    }

    public StyleGanSize Size { get; }

    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, 3, Size.Resolution, Size.Resolution);
        using var scope = NewDisposeScope();
        var maps = convs.call(Maps.ChannelsLast(input));                                 // [N, C, 4, 4]
        var mixed = finalConv.call(cat([maps, MinibatchSpread(maps)], 1));               // [N, C, 4, 4]
        return finalLinear.call(mixed.flatten(1)).MoveToOuterDisposeScope();             // [N, 1]
    }

    /// <summary>
    /// One more map: how far the samples n, n + N/group, ... of a group differ, averaged over the maps and pixels.
    /// </summary>
    internal static Tensor MinibatchSpread(Tensor maps)
    {
        var (count, height, width) = (maps.shape[0], maps.shape[2], maps.shape[3]);
        var group = Math.Min(count, GroupSize);
        if (count % group != 0)
            throw new ArgumentException($"A batch of {count} cannot be cut into groups of {GroupSize}.", nameof(maps));
        var grouped = maps.reshape(group, count / group, -1);                               // [group, N / group, C H W]
        var spread = (grouped.var(0, unbiased: false) + 1e-8).sqrt().mean([1]);          // [N / group]
        return spread.repeat(group).view(count, 1, 1, 1).expand(count, 1, height, width);
    }

    /// <summary>
    /// Blur where it halves the resolution, convolution, bias and leaky ReLU, numbered as in the public code.
    /// </summary>
    private sealed class ConvLayer : nn.Module<Tensor, Tensor>
    {
        private readonly Fir? blur;
        private readonly EqualConv conv;
        private readonly ActivationBias activate;
        private readonly double gain;
        private readonly long padding;

        public ConvLayer(long inChannels, long outChannels, long kernelSize, bool downsample = false,
            double? gain = null) : base(nameof(ConvLayer))
        {
            this.gain = gain ?? Math.Sqrt(2);
            padding = kernelSize / 2;
            (conv, activate) = (new EqualConv(inChannels, outChannels, kernelSize), new ActivationBias(outChannels));
            if (downsample) register_module("0", blur = new Fir(1));
            register_module(downsample ? "1" : "0", conv);
            register_module(downsample ? "2" : "1", activate);
        }

        /// <summary>They are: under the public code's numbers, not under the names of fields.</summary>
        protected override void RegisterComponents() { }

        // The leaky ReLU is homogeneous: its gain is taken into the convolution.
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var bias = activate.bias * gain;
            var maps = blur is null
                ? conv.Filter(input, gain, bias, padding: padding)
                : conv.FilterHalving(input, blur, gain, bias);
            return maps.leaky_relu_(0.2).MoveToOuterDisposeScope();
        }
    }

    /// <summary>(f(x) + skip(x)) / sqrt(2) at half the resolution.</summary>
    private sealed class ResBlock : nn.Module<Tensor, Tensor>
    {
        private readonly ConvLayer conv1, conv2;
        private readonly Shortcut skip;

        public ResBlock(long inChannels, long outChannels) : base(nameof(ResBlock))
        {
            conv1 = new ConvLayer(inChannels, inChannels, 3);
            conv2 = new ConvLayer(inChannels, outChannels, 3, downsample: true, gain: 1);    // sqrt(2) / sqrt(2)
            skip = new Shortcut(inChannels, outChannels);
            register_module(nameof(conv1), conv1);
            register_module(nameof(conv2), conv2);
            register_module(nameof(skip), skip);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return skip.call(input).add_(conv2.call(conv1.call(input))).MoveToOuterDisposeScope();
        }
    }

    private sealed class Shortcut : nn.Module<Tensor, Tensor>
    {
        private readonly Fir blur = new(1);
        private readonly EqualConv conv;

        public Shortcut(long inChannels, long outChannels) : base(nameof(Shortcut))
        {
            conv = new EqualConv(inChannels, outChannels, 1);
            register_module("0", blur);
            register_module("1", conv);
        }

        /// <summary>They are: under the public code's numbers, not under the names of fields.</summary>
        protected override void RegisterComponents() { }

        public override Tensor forward(Tensor input) => conv.FilterHalving(input, blur, 1 / Math.Sqrt(2));
    }
}
