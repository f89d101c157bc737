using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// StyleGAN2 on a user's faces (Karras et al. 2020): non-saturating loss, R1 and path length regularisation now and
/// then, style mixing, fresh noise, adaptive augmentation. Shipped is the average of the generator, with the noise maps
/// that it was started with. Batch, weights and rates are those of the public code's configuration "auto".
/// </summary>
internal sealed class FaceGeneratorTask : TrainingTask
{
    private const double Rate = 0.0025, MixingChance = 0.9, PathWeight = 2, HalfLifeOfBatch = 10_000 / 32.0;
    private const int PenaltyEvery = 16, PathEvery = 4, MeasureEvery = 1000, FirstMeasure = 20, GridSide = 6;

    private readonly int resolution, batch;
    private readonly FaceDataSet faces;
    private readonly IReadOnlyList<int> items;
    private readonly FaceLoader loader;
    private readonly Generator generator, average;
    private readonly Discriminator discriminator;
    private readonly StyleGanState state;
    private readonly Adam adam, discriminatorAdam;
    private readonly Tensor shown;    // z of the grid

    public FaceGeneratorTask(TrainingOptions options) : base(options)
    {
        resolution = Options.Resolution;
        batch = Options.Batch ?? Math.Clamp(4096 / resolution, 4, 32);
        faces = Own(new FaceDataSet(Options.Faces!));
        LearnsFrom(faces);
        items = faces.Of(FaceSplit.Training);
        loader = Own(new FaceLoader(faces, items, resolution, batch, Options.Seed));
        manual_seed((long)Options.Seed);
        var size = FaceNetworks.Size(resolution, Options.Device);
        // Two layers from z to w, as in "auto": z then says more, and what is inverted and sent is z.
        var shape = new GeneratorOptions(size) { MappingLayers = 2 };
        generator = KeepShipped("generator", Name, new Generator(shape));
        average = Keep("average", new Generator(shape));
        average.load_state_dict(generator.state_dict());
        discriminator = KeepShipped("discriminator", "discriminator", new Discriminator(size));
        state = Keep("state", new StyleGanState());
        if (NativePrecision.HasBFloat16(Options.Device)) generator.Precision = ScalarType.BFloat16;
        adam = KeepOptimizer("adam", Lazily(generator, PathEvery));
        discriminatorAdam = KeepOptimizer("discriminatorAdam", Lazily(discriminator, PenaltyEvery));
        shown = Own(randn(GridSide * GridSide, shape.LatentSize).to(Options.Device).DetachFromDisposeScope());
    }

    public override string Name => "generator";

    public override string Evaluation => "generator";

    public override string Method => $"StyleGAN2 on {items.Count:N0} pictures of a folder at {resolution}x{resolution}, "
        + $"half of them mirrored: non-saturating loss, batches of {batch}, R1 every {PenaltyEvery} steps (gamma "
        + string.Create(CultureInfo.InvariantCulture, $"{PenaltyWeight:G3}), path length every {PathEvery} (weight ")
        + $"{PathWeight}), style mixing with probability {MixingChance}, adaptive augmentation (target 0.6). Shipped is "
        + "the average over the last steps."
        + (Options.Space == LatentSpace.Z ? "" : " What is inverted, edited and sent are numbers of w, whitened.");

    private double PenaltyWeight => 0.0002 * resolution * resolution / batch;    // gamma of R1

    public override StepResult Advance(TrainingMoment now)
    {
        var real = Mirrored(loader.Take(now.Step, Options.Device).Images);
        var losses = new List<(string, double)>();
        var fooled = StyleGanLosses.OfGenerator(Score(Made(batch)));
        Update(adam, fooled, 1);
        losses.Add(("generator", fooled.item<float>()));
        if (now.Step % PathEvery == 0) losses.Add(("path", RegularisePath()));

        Tensor fake;
        using (no_grad()) fake = Made(batch);
        var scores = Score(real);
        var told = StyleGanLosses.OfDiscriminator(scores, Score(fake));
        Update(discriminatorAdam, told, 1);
        losses.Add(("discriminator", told.item<float>()));
        if (now.Step % PenaltyEvery == 0) losses.Add(("penalty", Penalise(real)));
        using (no_grad()) state.Observe(scores.detach(), now.Step);
        MoveAverage(average, generator, StyleGanLosses.AverageShare(now.Step * batch, batch, HalfLifeOfBatch * batch));
        losses.Add(("augmentation", state.Probability));
        losses.Add(("real", scores.mean().item<float>()));
        losses.AddRange(Measured(now.Step + 1));
        return new(batch, losses);
    }

    public override Tensor Sample()
    {
        using var scope = NewDisposeScope();
        var made = cat([.. shown.chunk(GridSide).Select(average.OfZ)], 0).cpu().clamp((Scalar)(-1), (Scalar)1);
        return cat([.. made.chunk(GridSide).Select(row => cat(row.unbind(0), 2))], 1).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<ShippedNetwork> Finish() =>
    [
        new(Name, Options.Space == LatentSpace.Z ? average : Own(average.InW(Options.Seed))),
        new("discriminator", discriminator),
    ];

    /// <summary>Adam where every so many steps a second one regularises (Karras et al. 2020, appendix B).</summary>
    private static Adam Lazily(nn.Module network, int every)
    {
        var share = every / (every + 1.0);
        return optim.Adam(network.parameters(), lr: Rate * share, beta1: 0, beta2: Math.Pow(0.99, share), eps: 1e-8);
    }

    private Tensor Score(Tensor images) => discriminator.call(FaceAugmentation.Apply(images, state.Probability));

    private static Tensor Mirrored(Tensor images)
    {
        var chosen = (rand(images.shape[0], 1, 1, 1) < 0.5).to(images.device);
        return where(chosen, images.flip(3), images);
    }

    /// <summary>
    /// Images of random z; with style mixing, upper layers of a random part of them have another one.
    /// </summary>
    private Tensor Made(int count) => generator.Synthesize(Latents(count), freshNoise: true);

    private Tensor Latents(int count)
    {
        var w = Mapped(count).unsqueeze(1).expand(-1, generator.LatentCount, -1);
        if (rand(1).item<float>() >= MixingChance) return w;
        var from = (int)randint(1, generator.LatentCount, 1).item<long>();
        return cat([w[.., ..from], Mapped(count).unsqueeze(1).expand(-1, generator.LatentCount - from, -1)], 1);
    }

    private Tensor Mapped(int count) =>
        generator.Mapping.call(randn(count, generator.Options.LatentSize).to(Options.Device), false);

    private double RegularisePath()
    {
        var latents = Latents(Math.Max(1, batch / 2));
        var images = generator.Synthesize(latents, freshNoise: true);
        var lengths = StyleGanLosses.PathLengths(images, latents, StyleGanLosses.PathDirections(images));
        var penalty = (lengths - state.ObservePath(lengths.detach())).square().mean();
        Update(adam, penalty * (PathWeight * PathEvery), 1);
        return penalty.item<float>();
    }

    // The gradient by what the discriminator is given: libtorch derives its resampling only once.
    private double Penalise(Tensor real)
    {
        var penalty = StyleGanLosses.GradientPenalty(
            discriminator.call, FaceAugmentation.Apply(real, state.Probability));
        Update(discriminatorAdam, penalty * (PenaltyWeight / 2 * PenaltyEvery), 1);
        return penalty.item<float>();
    }

    private IReadOnlyList<(string, double)> Measured(long step)
    {
        if (Options.Distance is not { } distance || step != FirstMeasure && step % MeasureEvery != 0) return [];
        using var quiet = no_grad();
        manual_seed(0);    // the same z each time
        return distance.Measure(Real, Enumerable.Range(0, int.MaxValue).Select(_ =>
            average.OfZ(randn(batch, generator.Options.LatentSize).to(Options.Device))));
    }

    private IEnumerable<Tensor> Real()
    {
        using var once = new FaceLoader(faces, items, resolution, batch, Options.Seed);
        for (var step = 0; step * batch < items.Count; step++) yield return once.Take(step, Options.Device).Images;
    }
}

/// <summary>How large the networks of a folder of faces are.</summary>
internal static class FaceNetworks
{
    private const int SmallBase = 1024, SmallBaseOfPixel = 16, SmallMost = 64, LargeFrom = 512;

    /// <summary>On a GPU StyleGAN2's own size; on a processor one that two cores train in hours.</summary>
    public static StyleGanSize Size(int resolution, Device device) => device.type == DeviceType.CPU
        ? new(resolution, Math.Max(SmallBase, SmallBaseOfPixel * resolution), SmallMost)
        : new(resolution, resolution >= LargeFrom ? 32768 : 16384);
}
