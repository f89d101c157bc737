using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The network of the Fréchet inception distance: images [N, 3, H, W] in [-1, 1] to 2048 features [N, 2048]. Keys are
/// those of the public checkpoint pt_inception-2015-12-05, whose last layer (fc) plays no part.
/// </summary>
public sealed class InceptionV3 : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> steps = [];

    public InceptionV3() : base(nameof(InceptionV3))
    {
        Add("Conv2d_1a_3x3", new BasicConv(3, new("", 32, 3, 3, Stride: 2)));
        Add("Conv2d_2a_3x3", new BasicConv(32, new("", 32, 3, 3, Valid: true)));
        Add("Conv2d_2b_3x3", new BasicConv(32, new("", 64, 3, 3)));
        Add(null, nn.MaxPool2d(3, 2));
        Add("Conv2d_3b_1x1", new BasicConv(64, new("", 80)));
        Add("Conv2d_4a_3x3", new BasicConv(80, new("", 192, 3, 3, Valid: true)));
        Add(null, nn.MaxPool2d(3, 2));
        Add("Mixed_5b", MixedA(192, 32));
        Add("Mixed_5c", MixedA(256, 64));
        Add("Mixed_5d", MixedA(288, 64));
        Add("Mixed_6a", MixedB(288));
        Add("Mixed_6b", MixedC(768, 128));
        Add("Mixed_6c", MixedC(768, 160));
        Add("Mixed_6d", MixedC(768, 160));
        Add("Mixed_6e", MixedC(768, 192));
        Add("Mixed_7a", MixedD(768));
        Add("Mixed_7b", MixedE(1280, Pool.Average));
        Add("Mixed_7c", MixedE(2048, Pool.Max));
    }

    private enum Pool { None, Average, Max, Halving }

    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, 3, Shape.Any, Shape.Any);
        using var scope = NewDisposeScope();
        var maps = interpolate(input, [299, 299], mode: InterpolationMode.Bilinear, align_corners: false);
        foreach (var step in steps)
        {
            using var below = maps;
            maps = step.call(below);
        }
        return maps.mean([2, 3]).MoveToOuterDisposeScope();    // [N, 2048] of [N, 2048, 8, 8]
    }

    private void Add(string? name, nn.Module<Tensor, Tensor> step)
    {
        steps.Add(step);
        if (name is not null) register_module(name, step);
    }

    private static Mixed MixedA(int inChannels, int poolChannels) => new(inChannels,
        new([new("branch1x1", 64)]),
        new([new("branch5x5_1", 48), new("branch5x5_2", 64, 5, 5)]),
        new([new("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, 3, 3), new("branch3x3dbl_3", 96, 3, 3)]),
        new([new("branch_pool", poolChannels)], Pool: Pool.Average));

    private static Mixed MixedB(int inChannels) => new(inChannels,
        new([new("branch3x3", 384, 3, 3, Stride: 2)]),
        new([new("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, 3, 3), new("branch3x3dbl_3", 96, 3, 3, Stride: 2)]),
        new([], Pool: Pool.Halving));

    private static Mixed MixedC(int inChannels, int width) => new(inChannels,
        new([new("branch1x1", 192)]),
        new([new("branch7x7_1", width), new("branch7x7_2", width, 1, 7), new("branch7x7_3", 192, 7, 1)]),
        new([new("branch7x7dbl_1", width), new("branch7x7dbl_2", width, 7, 1), new("branch7x7dbl_3", width, 1, 7),
            new("branch7x7dbl_4", width, 7, 1), new("branch7x7dbl_5", 192, 1, 7)]),
        new([new("branch_pool", 192)], Pool: Pool.Average));

    private static Mixed MixedD(int inChannels) => new(inChannels,
        new([new("branch3x3_1", 192), new("branch3x3_2", 320, 3, 3, Stride: 2)]),
        new([new("branch7x7x3_1", 192), new("branch7x7x3_2", 192, 1, 7), new("branch7x7x3_3", 192, 7, 1),
            new("branch7x7x3_4", 192, 3, 3, Stride: 2)]),
        new([], Pool: Pool.Halving));

    private static Mixed MixedE(int inChannels, Pool pool) => new(inChannels,
        new([new("branch1x1", 320)]),
        new([new("branch3x3_1", 384)], [new("branch3x3_2a", 384, 1, 3), new("branch3x3_2b", 384, 3, 1)]),
        new([new("branch3x3dbl_1", 448), new("branch3x3dbl_2", 384, 3, 3)],
            [new("branch3x3dbl_3a", 384, 1, 3), new("branch3x3dbl_3b", 384, 3, 1)]),
        new([new("branch_pool", 192)], Pool: pool));

    /// <summary>A convolution that keeps the size, unless it is valid (no padding) or has a stride.</summary>
    private sealed record Conv(
        string Name, int Channels, int Height = 1, int Width = 1, int Stride = 1, bool Valid = false);

    /// <summary>A pool, a chain of convolutions, and perhaps two side by side at the end.</summary>
    private sealed record Branch(Conv[] Chain, Conv[]? Fork = null, Pool Pool = Pool.None);

    private sealed class BasicConv : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d bn;

        public BasicConv(long inChannels, Conv options) : base(nameof(BasicConv))
        {
            var (height, width, stride) = (options.Height, options.Width, options.Stride);
            var padding = options.Valid || stride > 1 ? (0, 0) : (height / 2, width / 2);
            conv = nn.Conv2d(inChannels, options.Channels, (height, width), (stride, stride), padding, bias: false);
            bn = nn.BatchNorm2d(options.Channels, eps: 1e-3);
            register_module(nameof(conv), conv);
            register_module(nameof(bn), bn);
        }

        public override Tensor forward(Tensor input)
        {
            using var filtered = conv.call(input);
            return bn.call(filtered).relu_();
        }
    }

    /// <summary>Branches side by side, their maps joined.</summary>
    private sealed class Mixed : nn.Module<Tensor, Tensor>
    {
        private readonly List<(Pool Pool, List<BasicConv> Chain, List<BasicConv> Fork)> branches = [];

        public Mixed(int inChannels, params Branch[] branches) : base(nameof(Mixed))
        {
            foreach (var branch in branches)
            {
                var channels = inChannels;
                var chain = new List<BasicConv>();
                foreach (var conv in branch.Chain)
                {
                    chain.Add(Register(channels, conv));
                    channels = conv.Channels;
                }
                var fork = (branch.Fork ?? []).Select(conv => Register(channels, conv)).ToList();
                this.branches.Add((branch.Pool, chain, fork));
            }
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var joined = new List<Tensor>();
            foreach (var (pool, chain, fork) in branches)
            {
                var maps = chain.Aggregate(Pooled(input, pool), (below, conv) => conv.call(below));
                if (fork.Count == 0) joined.Add(maps);
                else joined.AddRange(fork.Select(conv => conv.call(maps)));
            }
            return cat(joined, 1).MoveToOuterDisposeScope();    // [N, sum of the branches' channels, H, W]
        }

        private static Tensor Pooled(Tensor maps, Pool pool) => pool switch
        {
            Pool.Average => avg_pool2d(maps, 3, 1, 1, count_include_pad: false),
            Pool.Max => max_pool2d(maps, 3, 1, 1),
            Pool.Halving => max_pool2d(maps, 3, 2),
            _ => maps,
        };

        private BasicConv Register(int inChannels, Conv options)
        {
            var conv = new BasicConv(inChannels, options);
            register_module(options.Name, conv);
            return conv;
        }
    }
}
