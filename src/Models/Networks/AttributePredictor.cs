using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// P of the paper: normalised images [N, 3, H, W] to the logits [N, classes] of each head, in the order of the options.
/// A head's argmax is the attribute's degree. Keys are those of Talk-to-Edit's predictor, a ResNet.
/// </summary>
public sealed class AttributePredictor : nn.Module<Tensor, Tensor[]>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly List<Sequential> stages = [];
    private readonly FcBlock stem;
    private readonly List<Sequential> heads = [];

    public AttributePredictor(AttributePredictorOptions? options = null) : base(nameof(AttributePredictor))
    {
        Options = (options ?? new()).Validated();
        conv1 = nn.Conv2d(3, Options.Width, 7, 2, 3, bias: false);
        bn1 = nn.BatchNorm2d(Options.Width);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        var expansion = Options.Bottleneck ? ResidualBlock.BottleneckExpansion : 1;
        foreach (var stage in ResidualStages.Create(Options.BlockCounts, Options.Width, expansion,
            (inChannels, width, stride) => new ResidualBlock(inChannels, width, stride, Options.Bottleneck)))
        {
            stages.Add(stage);
            register_module($"layer{stages.Count}", stage);
        }
        stem = new FcBlock(((long)Options.Width << (stages.Count - 1)) * expansion, Options.StemSize, Options.Dropout);
        register_module(nameof(stem), stem);
        foreach (var head in Options.Heads)
        {
            heads.Add(ClassifierHead.Create(Options.StemSize, Options.HeadHiddenSize, head, Options.Dropout));
            register_module(head.Name, heads[^1]);
        }
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
    /// to at most <paramref name="size"/> pixels, normalised as ImageNet's.
    /// </summary>
    public static Tensor Normalize(Tensor images, int size = 128)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        using var scope = NewDisposeScope();
        var unit = (images * 0.5 + (0.5 + 0.5 / 255)).clamp((TorchSharp.Scalar)0, (TorchSharp.Scalar)1);
        var fitted = AreaResize.AtMost(unit, size);
        var mean = tensor([0.485f, 0.456f, 0.406f], device: images.device).view(1, 3, 1, 1);
        var spread = tensor([0.229f, 0.224f, 0.225f], device: images.device).view(1, 3, 1, 1);
        return ((fitted - mean) / spread).MoveToOuterDisposeScope();
    }
}
