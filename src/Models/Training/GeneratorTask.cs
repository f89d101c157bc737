using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// StyleGAN2 with a supervised start: G(z) is to be the portrait whose parameters the code in z says, at 32, then 64,
/// then 128 pixels; in the last part the discriminator joins (non-saturating loss, lazy R1). The average of the
/// generator over the last steps is shipped.
/// </summary>
internal sealed class GeneratorTask : TrainingTask
{
    private const int PoolSize = 24_000;
    private const double AdversarialFrom = 0.92, AdversarialWeight = 0.01, PerceptualWeight = 0.8;
    private const double PenaltyWeight = 1;    // gamma of R1
    private const int PenaltyEvery = 16, PerceptualEvery = 2;

    private readonly PortraitPool pool;
    private readonly Generator generator, average;
    private readonly Discriminator discriminator;
    private readonly Lpips perceptual;
    private readonly Adam adam, discriminatorAdam;
    private readonly Tensor faceWeight;

    public GeneratorTask(TrainingOptions options) : base(options)
    {
        pool = Own(PortraitPool.OfNormals(Options.Portraits, PortraitSets.Training, PoolSize));
        perceptual = Fixed(PriorNetworks.Perceptual);
        var size = new GeneratorOptions(StyleGanSize.Shipped128) { MappingLayers = 4 };
        manual_seed((long)Options.Seed);
        var start = new Generator(size);
        MappingStart.Apply(start.Mapping);
        generator = KeepShipped("generator", Name, start);
        average = Keep("average", new Generator(size));
        average.load_state_dict(generator.state_dict());
        discriminator = KeepShipped("discriminator", "discriminator",
            new Discriminator(StyleGanSize.Shipped128 with { ChannelBase = 1024, ChannelMax = 64 }));
        if (NativePrecision.HasBFloat16(Options.Device)) generator.Precision = ScalarType.BFloat16;
        var mapping = generator.Mapping.parameters().ToHashSet();
        adam = KeepOptimizer("adam", optim.Adam(
        [
            new Adam.ParamGroup(
                generator.parameters().Where(p => !mapping.Contains(p)), lr: 1e-2, beta1: 0.9, beta2: 0.99),
            new Adam.ParamGroup(mapping, lr: 1e-1, beta1: 0.9, beta2: 0.99),
        ], beta1: 0.9, beta2: 0.99));
        discriminatorAdam = KeepOptimizer("discriminatorAdam",
            optim.Adam(discriminator.parameters(), lr: 4e-3, beta1: 0, beta2: 0.99));
        faceWeight = Own(FaceWeight(128).to(Options.Device));
    }

    public override string Name => "generator";

    public override string Method => $"StyleGAN2 with a supervised start: {PoolSize:N0} rendered portraits, half of "
        + "them with whole degrees, whose parameters the first 53 numbers of z say, are to be "
        + $"G(z) (absolute error, more where the face is, plus {PerceptualWeight} LPIPS-P every second step), at 32, "
        + $"64, then 128 pixels. From {AdversarialFrom:P0} of the budget on the discriminator joins (non-saturating "
        + $"loss, weight {AdversarialWeight}, lazy R1 every {PenaltyEvery} steps). Shipped is the average over the "
        + "last steps. The other numbers of z change nothing.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (resolution, batch) = (Options.FromShipped ? 1 : now.Progress) switch
        {
            < 0.05 => (32, 64),
            < 0.32 => (64, 32),
            _ => (128, 16),
        };
        var indices = now.Draw(batch, PoolSize, Options.Seed);
        var (images, _) = pool.Take(indices, Options.Device);
        var z = PortraitLatent.FromNormals(PortraitNormals.Of(indices, PortraitSets.Training).to(Options.Device));
        var adversarial = now.Progress >= AdversarialFrom;
        if (adversarial) TrainDiscriminator(images, z, now);

        var wanted = AreaResize.AtMost(images, resolution);
        using var w = generator.Mapping.call(z, false);
        var made = generator.Synthesize(w, resolution: resolution);
        var difference = made - wanted;
        var pixels = (difference.abs() * AreaResize.AtMost(faceWeight, resolution)).mean();
        var loss = pixels;
        var losses = new List<(string, double)> { ("pixels", pixels.item<float>()) };
        if (resolution == 128 && now.Step % PerceptualEvery == 0)
        {
            var distance = perceptual.call(made, wanted).mean();
            loss = loss + distance * PerceptualWeight;
            losses.Add(("perceptual", distance.item<float>()));
        }
        if (adversarial)
        {
            var unreal = nn.functional.softplus(-discriminator.call(made)).mean();
            loss = loss + unreal * AdversarialWeight;
            losses.Add(("unreal", unreal.item<float>()));
        }
        Update(adam, loss, now.Cosine);
        MoveAverage(average, generator, 0.003, now.Step);
        losses.Add(("psnr", 10 * Math.Log10(4 / difference.square().mean().item<float>())));
        return new(batch, losses);
    }

    public override Tensor Sample()
    {
        using var scope = NewDisposeScope();
        var normals = PortraitNormals.Of([.. Enumerable.Range(0, 10).Select(i => (long)i)], PortraitSets.Development);
        var wanted = PortraitRenderer.Render(PortraitParameters.FromNormals(normals));
        var made = average.call(PortraitLatent.FromNormals(normals.to(Options.Device))).cpu()
            .clamp((Scalar)(-1), (Scalar)1);
        var rows = new[] { wanted, made }.Select(images => cat(images.unbind(0), 2));
        return cat([.. rows], 1).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<ShippedNetwork> Finish() =>
        [new(Name, average), new("discriminator", discriminator)];

    private void TrainDiscriminator(Tensor images, Tensor z, TrainingMoment now)
    {
        using var scope = NewDisposeScope();
        Tensor fakes;
        using (no_grad()) fakes = generator.call(z);
        var loss = nn.functional.softplus(discriminator.call(fakes)).mean()
            + nn.functional.softplus(-discriminator.call(images)).mean();
        if (now.Step % PenaltyEvery == 0)
        {
            var real = images.clone().requires_grad_();
            var slope = autograd.grad([discriminator.call(real).sum()], [real], retain_graph: true, create_graph: true)[0];
            loss = loss + slope.square().sum([1, 2, 3]).mean() * (PenaltyWeight / 2 * PenaltyEvery);
        }
        Update(discriminatorAdam, loss, 1);
    }

    /// <summary>How much a pixel counts, [1, 1, S, S]: more at the eyes, mouth and brow than at the rim.</summary>
    private static Tensor FaceWeight(int side)
    {
        using var scope = NewDisposeScope();
        var at = (arange(side) + 0.5) * (2.0 / side) - 1;
        var (x, y) = (at.view(1, -1), at.view(-1, 1));
        var eyes = Bump(x.abs() - 0.34, y + 0.15, 0.25, 0.16);
        var mouth = Bump(x, y - 0.42, 0.3, 0.22);
        var face = Bump(x, y, 0.7, 0.8);
        return (1 + face * 0.5 + eyes * 1.5 + mouth).view(1, 1, side, side).MoveToOuterDisposeScope();

        static Tensor Bump(Tensor x, Tensor y, double width, double height) =>
            (-((x / width).square() + (y / height).square()) * 0.5).exp();
    }
}
