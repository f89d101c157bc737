using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Networks;

/// <summary>The size of an <see cref="AttributePredictor"/>; the defaults are Talk-to-Edit's ResNet-50.</summary>
public sealed record AttributePredictorOptions
{
    /// <summary>A residual network that two CPU cores can train.</summary>
    public static AttributePredictorOptions Small { get; } = new()
    {
        BlockCounts = [1, 1, 1, 1],
        Bottleneck = false,
        Width = 24,
        StemSize = 128,
        HeadHiddenSize = 64,
    };

    /// <summary>The judge of evaluations: another architecture than <see cref="Small"/>, of like size.</summary>
    public static AttributePredictorOptions Judge { get; } = new()
    {
        BlockCounts = [1, 2, 2, 1],
        Bottleneck = true,
        Width = 16,
        StemSize = 160,
        HeadHiddenSize = 80,
    };

    /// <summary>
    /// The five attributes of CelebA-Dialog, with degrees 0..5; the numbers are those of CelebA's 40 attributes.
    /// </summary>
    public IReadOnlyList<Head> Heads { get; init; } =
    [
        new("classifier06Bangs", 6), new("classifier16Eyeglasses", 6), new("classifier25No_Beard", 6),
        new("classifier32Smiling", 6), new("classifier40Young", 6),
    ];

    /// <summary>Residual blocks in each of the stages; all but the first stage halve the resolution.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [3, 4, 6, 3];

    /// <summary>Blocks of 1x1, 3x3, 1x1 convolutions with four times the width between them, or of two 3x3.</summary>
    public bool Bottleneck { get; init; } = true;

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 64;

    public int StemSize { get; init; } = 512;

    public int HeadHiddenSize { get; init; } = 256;

    /// <summary>Share of the hidden units left out in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    internal AttributePredictorOptions Validated()
    {
        Head.Validate(Heads);
        if (BlockCounts.Count == 0 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("Each stage of the predictor needs at least one block.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StemSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeadHiddenSize, 1);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout must lie in [0, 1).");
        return this;
    }
}

/// <summary>
/// P of the paper: normalised images [N, 3, H, W] to the logits [N, classes] of each head, in the order of the options.
/// A head's argmax is the attribute's degree. Keys are those of Talk-to-Edit's predictor, a ResNet.
/// </summary>
public sealed class AttributePredictor : nn.Module<Tensor, Tensor[]>
{
    private const int LeastSize = 64;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly FcBlock stem;
    private readonly List<Sequential> stages, heads;

    public AttributePredictor(AttributePredictorOptions? options = null) : base(nameof(AttributePredictor))
    {
        Options = (options ?? new()).Validated();
        conv1 = nn.Conv2d(3, Options.Width, 7, 2, 3, bias: false);
        bn1 = nn.BatchNorm2d(Options.Width);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        var expansion = Options.Bottleneck ? ResidualBlock.BottleneckExpansion : 1;
        stages = ResidualStages.Register(this, Options.BlockCounts, Options.Width, expansion,
            (inChannels, width, stride) => new ResidualBlock(inChannels, width, stride, Options.Bottleneck));
        stem = new FcBlock(((long)Options.Width << (stages.Count - 1)) * expansion, Options.StemSize, Options.Dropout);
        register_module(nameof(stem), stem);
        heads = ClassifierHead.Register(
            this, Options.Heads, Options.StemSize, Options.HeadHiddenSize, Options.Dropout);
    }

    public AttributePredictorOptions Options { get; }

    public override Tensor[] forward(Tensor input)
    {
        using var features = Features(input);
        return [.. heads.Select(head => head.call(features))];
    }

    /// <summary>What all heads see: [N, stem] of normalised images.</summary>
    public Tensor Features(Tensor images)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        using var scope = NewDisposeScope();
        var maps = max_pool2d(
            bn1.call(conv1.call(Maps.ChannelsLast(images))).relu_(), 3, 2, 1);           // [N, width, H/4, W/4]
        maps = ResidualStages.Run(stages, maps);
        return stem.call(maps.mean([2, 3])).MoveToOuterDisposeScope();                   // [N, stem]
    }

    /// <summary>
    /// Images in [-1, 1] as the public predictor takes them: to [0, 1] in steps of a half grey level up, area-resized
    /// to at most <paramref name="size"/> pixels and enlarged to at least 64, normalised as ImageNet's.
    /// </summary>
    public static Tensor Normalize(Tensor images, int size = 128)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        using var scope = NewDisposeScope();
        var unit = (images * 0.5 + (0.5 + 0.5 / 255)).clamp((TorchSharp.Scalar)0, (TorchSharp.Scalar)1);
        var fitted = AreaResize.AtLeast(AreaResize.AtMost(unit, size), Math.Min(size, LeastSize));
        var mean = tensor([0.485f, 0.456f, 0.406f], device: images.device).view(1, 3, 1, 1);
        var spread = tensor([0.229f, 0.224f, 0.225f], device: images.device).view(1, 3, 1, 1);
        return ((fitted - mean) / spread).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// An output of a classifier: its name, which is its prefix in a weights file too, and its number of classes.
/// </summary>
public sealed record Head(string Name, int Classes)
{
    internal static void Validate(IReadOnlyList<Head> heads)
    {
        if (heads.Count == 0) throw new ArgumentException("A classifier needs at least one head.");
        if (heads.Select(head => head.Name).Distinct().Count() != heads.Count)
            throw new ArgumentException("The names of the heads must differ.");
        if (heads.FirstOrDefault(head => head.Classes < 1) is { } bad)
            throw new ArgumentException($"Head '{bad.Name}' has {bad.Classes} classes; it needs at least one.");
    }
}
