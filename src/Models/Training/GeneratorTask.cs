using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using TorchSharp.Modules;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// StyleGAN2 with a supervised start: G(z) is to be the portrait whose parameters the code in z says, at 32, then 64,
/// then 128 pixels, and what one parameter changes in the portrait is to change in G(z), however small it is; in the
/// last part the discriminator joins (non-saturating loss, lazy R1). The average of the generator over the last steps
/// is shipped.
/// </summary>
internal sealed class GeneratorTask : TrainingTask
{
    public const int Pairs = 12_000;
    private const double AdversarialFrom = 0.95, AdversarialWeight = 0.005;
    private const double SquareWeight = 4, EdgeWeight = 0.5, ResponseWeight = 0.03, FeatureWeight = 0.4;
    private const double LeastChange = 0.004;    // mean over a picture of -1..1: less is not seen
    private const double PenaltyWeight = 1;      // gamma of R1
    private const double RateOfMore = 0.5;       // of the learning rates, where a trained generator goes on
    private const int PenaltyEvery = 16, FeaturesEvery = 2;

    private readonly PortraitPairs pairs = new(PortraitSets.Training);
    private readonly PortraitPool pool;
    private readonly Generator generator, average;
    private readonly Discriminator discriminator;
    private readonly Lpips perceptual;
    private readonly FaceIdentity identity;
    private readonly Adam adam, discriminatorAdam;
    private readonly Tensor faceWeight;

    public GeneratorTask(TrainingOptions options) : base(options)
    {
        pool = Own(pairs.Pool(Options.Portraits, Pairs));
        perceptual = Fixed(PriorNetworks.Perceptual);
        identity = Fixed(PriorNetworks.Identity);
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

    public override string Method => $"StyleGAN2 with a supervised start: {Pairs:N0} pairs of rendered portraits that "
        + "differ in one parameter each, half of them with whole degrees. G(z) of the 53 normals is to be the portrait: "
        + $"absolute error and {SquareWeight} times its square, more where the face is; {EdgeWeight} times the error of "
        + $"the differences of neighbouring pixels; {ResponseWeight} times the error of what the pair's parameter "
        + "changes, as a share of that change; every second step "
        + $"{FeatureWeight} times LPIPS-P, and one less the cosine of F's features, in turns; at 32, 64, then 128 "
        + $"pixels. From {AdversarialFrom:P0} of the budget on the discriminator joins (non-saturating loss, weight "
        + $"{AdversarialWeight}, lazy R1 every {PenaltyEvery} steps). Shipped is the average over the last steps. The "
        + "other numbers of z change nothing.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (resolution, batch) = (Options.FromShipped ? 1 : now.Progress) switch
        {
            < 0.05 => (32, 64),
            < 0.32 => (64, 32),
            _ => (128, 16),
        };
        long[] members = [.. now.Draw(batch / PortraitPairs.Members, Pairs, Options.Seed)
            .SelectMany(pair => new[] { pair * PortraitPairs.Members, pair * PortraitPairs.Members + 1 })];
        var (images, _) = pool.Take(members, Options.Device);
        var z = PortraitLatent.FromNormals(pairs.Normals(members).to(Options.Device));
        var adversarial = now.Progress >= AdversarialFrom;
        if (adversarial) TrainDiscriminator(images, z, now);

        var wanted = AreaResize.AtMost(images, resolution);
        using var w = generator.Mapping.call(z, false);
        var made = generator.Synthesize(w, resolution: resolution);
        var losses = new List<(string, double)>();
        var difference = made - wanted;
        var weight = AreaResize.AtMost(faceWeight, resolution);
        var loss = Counted("pixels", ((difference.abs() + difference.square() * SquareWeight) * weight).mean(), 1)
            + Counted("edges", Edges(difference), EdgeWeight)
            + Counted("response", Response(difference, wanted), ResponseWeight);
        if (resolution == 128 && now.Step % FeaturesEvery == 0)
        {
            loss += now.Step / FeaturesEvery % 2 == 0
                ? Counted("perceptual", perceptual.call(made, wanted).mean(), FeatureWeight)
                : Counted("identity", Strangeness(made, wanted), FeatureWeight);
        }
        if (adversarial)
            loss += Counted("unreal", nn.functional.softplus(-discriminator.call(made)).mean(), AdversarialWeight);
        Update(adam, loss, now.Cosine * (Options.FromShipped ? RateOfMore : 1));
        MoveAverage(average, generator, 0.003, now.Step);
        losses.Add(("psnr", (difference.square().mean([1, 2, 3]) / 4).log10().mean().item<float>() * -10));
        return new(batch, losses);

        Tensor Counted(string name, Tensor part, double weight)
        {
            losses.Add((name, part.item<float>()));
            return part * weight;
        }
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

    private static Tensor Edges(Tensor difference) =>
        difference.diff(dim: 2).abs().mean() + difference.diff(dim: 3).abs().mean();

    // Pairs stand next to each other. What differs is the parameter's work; a share counts a nose like a hairdo.
    private static Tensor Response(Tensor difference, Tensor wanted)
    {
        var change = (wanted[TensorIndex.Slice(0, null, 2)] - wanted[TensorIndex.Slice(1, null, 2)]).abs().mean([1, 2, 3]);
        var wrong = (difference[TensorIndex.Slice(0, null, 2)] - difference[TensorIndex.Slice(1, null, 2)])
            .abs().mean([1, 2, 3]);
        return (wrong / change.clamp((Scalar)LeastChange) * (change > LeastChange / 4)).mean();
    }

    private Tensor Strangeness(Tensor made, Tensor wanted)
    {
        Tensor known;
        using (no_grad()) known = identity.Embed(wanted);
        return 1 - nn.functional.cosine_similarity(identity.Embed(made), known, 1).mean();
    }

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
