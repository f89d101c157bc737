using EditableDeepSC.Models.Portraits;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// A network that only measures: it reads all parameters of a portrait, photo or ink. Images [N, 3, H, W] in [-1, 1]
/// to parameters [N, 53] as <see cref="PortraitTriplets.Fractions"/> has them, each from 0 to 1.
/// </summary>
public sealed class Observer : nn.Module<Tensor, Tensor>
{
    /// <summary>Numbers that describe a picture, for FID-P and KID-P.</summary>
    public const int FeatureSize = 256;

    private const int ImageSize = 128, StemWidth = 64, LastMaps = 32, LastSide = ImageSize / 16;
    private const double UntrainedError = 0.29;    // of one who always says the middle

    private readonly Conv2d stem, squeeze;
    private readonly BatchNorm2d bn;
    private readonly Sequential blocks;
    private readonly Linear feature, reading;
    private readonly Tensor error;    // [53]

    public Observer() : base(nameof(Observer))
    {
        stem = nn.Conv2d(3, StemWidth, 8, 4, 2, bias: false);
        bn = nn.BatchNorm2d(StemWidth);
        blocks = nn.Sequential(new ResidualBlock(StemWidth, StemWidth, 1, bottleneck: false),
            new ResidualBlock(StemWidth, 96, 2, bottleneck: false), new ResidualBlock(96, 128, 2, bottleneck: false));
        squeeze = nn.Conv2d(128, LastMaps, 1);
        feature = nn.Linear(LastMaps * LastSide * LastSide, FeatureSize);
        reading = nn.Linear(FeatureSize, PortraitParameters.Count);
        error = full(PortraitParameters.Count, UntrainedError);
        register_module(nameof(stem), stem);
        register_module(nameof(bn), bn);
        register_module(nameof(blocks), blocks);
        register_module(nameof(squeeze), squeeze);
        register_module(nameof(feature), feature);
        register_module(nameof(reading), reading);
        register_buffer(nameof(error), error);
    }

    /// <summary>The root mean square error of each parameter [53] on photos, as training found it.</summary>
    public Tensor Error => get_buffer(nameof(error))!;

    public override Tensor forward(Tensor input)
    {
        using var features = Features(input);
        return Rows.Linear(features, reading.weight, reading.bias);
    }

    /// <summary>[N, <see cref="FeatureSize"/>]: what the parameters are read from.</summary>
    public Tensor Features(Tensor images)
    {
        Shape.Require(images, nameof(images), Shape.Any, 3, Shape.Any, Shape.Any);
        using var scope = NewDisposeScope();
        var fitted = AreaResize.AtMost(images, ImageSize);
        Shape.Require(fitted, nameof(images), Shape.Any, 3, ImageSize, ImageSize);
        var maps = blocks.call(bn.call(stem.call(Maps.ChannelsLast(fitted))).relu_());       // [N, 128, 8, 8]
        var flat = squeeze.call(maps).relu_().flatten(1);
        return Rows.Linear(flat, feature.weight, feature.bias).leaky_relu_(0.2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How different the people of parameters [N, 53], as read, look, [N]: the root mean square difference of their
    /// features, each in units of what two readings of one feature differ by. Two clear pictures of one person are
    /// about 1 apart.
    /// </summary>
    public Tensor Distance(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var columns = TensorIndex.Slice(FaceFeatures.First, PortraitParameters.IdentityCount);
        var unit = Error[columns] * Math.Sqrt(2);
        return ((first - second)[.., columns] / unit).square().mean([1]).sqrt().MoveToOuterDisposeScope();
    }
}
