using EditableDeepSC.Models.Portraits;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

/// <summary>The size of an <see cref="InversionEncoder"/>.</summary>
public sealed record InversionEncoderOptions
{
    /// <summary>Residual blocks in each of the stages; all but the first stage halve the resolution.</summary>
    public IReadOnlyList<int> BlockCounts { get; init; } = [1, 1, 1, 1];

    /// <summary>Channels of the first stage; each further stage has twice as many.</summary>
    public int Width { get; init; } = 24;

    /// <summary>Pixels on a side.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Of the layer before z.</summary>
    public int HiddenSize { get; init; } = 256;

    public int LatentSize { get; init; } = 512;

    /// <summary>For images of a resolution from 32 to 1024: as many stages as leave 8 pixels a side.</summary>
    public static InversionEncoderOptions For(int resolution) => new()
    {
        ImageSize = resolution,
        BlockCounts = [.. Enumerable.Repeat(1, Math.Clamp((int)Math.Log2(resolution) - 4, 1, 6))],
    };

    internal InversionEncoderOptions Validated()
    {
        if (BlockCounts.Count == 0 || BlockCounts.Any(count => count < 1))
            throw new ArgumentException("Each stage of the inversion encoder needs at least one block.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ImageSize, 2 << BlockCounts.Count);
        return this;
    }
}

/// <summary>
/// A first guess of the latent vector behind an image: images [N, 3, S, S] in [-1, 1] to z [N, latent]. Inversion
/// starts from it instead of from a random z, and from how J of eq. 8 curves around portraits.
/// </summary>
public sealed class InversionEncoder : nn.Module<Tensor, Tensor>
{
    internal const int LastMaps = 64;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly List<Sequential> stages;
    private readonly Conv2d squeeze;
    private readonly Linear fc1, fc2;
    private readonly Tensor curvature;    // [numbers, numbers]

    public InversionEncoder(InversionEncoderOptions? options = null) : base(nameof(InversionEncoder))
    {
        Options = (options ?? new()).Validated();
        conv1 = nn.Conv2d(3, Options.Width, 5, 2, 2, bias: false);
        bn1 = nn.BatchNorm2d(Options.Width);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        stages = ResidualStages.Register(this, Options.BlockCounts, Options.Width, 1,
            (inChannels, width, stride) => new ResidualBlock(inChannels, width, stride, bottleneck: false));
        var side = Options.ImageSize >> (stages.Count + 1);
        squeeze = nn.Conv2d((long)Options.Width << (stages.Count - 1), LastMaps, 1);
        fc1 = nn.Linear(LastMaps * side * side, Options.HiddenSize);
        fc2 = nn.Linear(Options.HiddenSize, Options.LatentSize);
        register_module(nameof(squeeze), squeeze);
        register_module(nameof(fc1), fc1);
        register_module(nameof(fc2), fc2);
        curvature = eye(PortraitParameters.Count);
        register_buffer(nameof(curvature), curvature);
    }

    public InversionEncoderOptions Options { get; }

    /// <summary>
    /// The second derivative of J in the numbers of z that carry a portrait, on the average over portraits
    /// [numbers, numbers], as training found it.
    /// </summary>
    public Tensor Curvature => get_buffer(nameof(curvature))!;

    /// <summary>Whether training found how J curves; of a generator of photographs it does not.</summary>
    internal bool HasCurvature => Curvature.count_nonzero().item<long>() > 0;

    internal Matrix<double> MeanCurvature()
    {
        using var wide = Curvature.cpu().to_type(ScalarType.Float64);
        return Matrix<double>.Build.DenseOfColumnMajor(
            PortraitParameters.Count, PortraitParameters.Count, wide.data<double>());
    }

    public override Tensor forward(Tensor input)
    {
        Shape.Require(input, nameof(input), Shape.Any, 3, Options.ImageSize, Options.ImageSize);
        using var scope = NewDisposeScope();
        var maps = bn1.call(conv1.call(Maps.ChannelsLast(input))).relu_();
        maps = nn.functional.max_pool2d(maps, 2);                                        // [N, width, S/4, S/4]
        maps = ResidualStages.Run(stages, maps);
        var flat = squeeze.call(maps).relu_().flatten(1);
        var hidden = Rows.Linear(flat, fc1.weight, fc1.bias).leaky_relu_(0.2);
        return Rows.Linear(hidden, fc2.weight, fc2.bias).MoveToOuterDisposeScope();      // [N, latent]
    }
}
