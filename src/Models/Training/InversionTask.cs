using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The inversion encoder: its z is to give the image back through the fixed generator, by eq. 8's measure, and to say
/// the portrait's normals in the generator's code.
/// </summary>
internal sealed class InversionTask : TrainingTask
{
    private const int Batch = 32, PoolSize = GeneratorTask.Pairs * PortraitPairs.Members;
    private const double LatentWeight = 0.2, ImagesFrom = 0.6;
    private const int CurvaturePortraits = 48;

    private readonly PortraitPairs pairs = new(PortraitSets.Training);
    private readonly PortraitPool pool;
    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly InversionEncoder encoder;
    private readonly AdamW adam;

    public InversionTask(TrainingOptions options) : base(options)
    {
        pool = Own(pairs.Pool(Options.Portraits, GeneratorTask.Pairs));
        generator = FixedGenerator();
        perceptual = Fixed(PriorNetworks.Perceptual);
        manual_seed((long)Options.Seed);
        encoder = KeepShipped(Name, Name, new InversionEncoder());
        adam = KeepOptimizer("adam", optim.AdamW(encoder.parameters(), lr: 2e-3, weight_decay: 1e-3));
    }

    public override string Name => "inversion";

    public override string Method => $"The generator's {PoolSize:N0} portraits at 128x128: the encoder's z is to begin "
        + $"with the portrait's normals (mean squared error, weight {LatentWeight}); from "
        + $"{ImagesFrom:P0} of the budget on z, through the fixed generator, is also to give the portrait back "
        + "(LPIPS-P + mean squared error, eq. 8). How both curve around portraits, where inversion starts from, is the "
        + $"mean over {CurvaturePortraits} of them.";

    public override StepResult Advance(TrainingMoment now)
    {
        encoder.train();
        var indices = now.Draw(Batch, PoolSize, Options.Seed);
        var (images, _) = pool.Take(indices, Options.Device);
        var z = encoder.call(images);
        var length = z.square().mean([1], keepdim: true).sqrt();
        var normals = pairs.Normals(indices).to(Options.Device);
        var latent = (z[.., ..PortraitParameters.Count] / length - normals).square().mean();
        var losses = new List<(string, double)> { ("latent", latent.item<float>()) };
        var loss = latent * LatentWeight;
        if (Options.FromShipped || now.Progress >= ImagesFrom)
        {
            var made = generator.call(z);
            var distance = perceptual.call(made, images).mean();
            var error = (made - images).square().mean();
            loss = loss + distance + error;
            losses.Add(("perceptual", distance.item<float>()));
            losses.Add(("psnr", 10 * Math.Log10(4 / error.item<float>())));
        }
        Update(adam, loss, now.Cosine);
        return new(Batch, losses);
    }

    public override Tensor Sample()
    {
        using var scope = NewDisposeScope();
        var wanted = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, 10))
            .to(Options.Device);
        encoder.eval();
        var rows = new[] { wanted, generator.call(encoder.call(wanted)) }.Select(images => cat(images.unbind(0), 2));
        return cat([.. rows], 1).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var z = PortraitLatent.FromNormals(PortraitNormals.Of(
            [.. Enumerable.Range(0, CurvaturePortraits).Select(i => (long)i)], PortraitSets.Training)).to(Options.Device);
        encoder.Curvature.zero_();
        foreach (var portrait in z.unbind(0))
        {
            var images = ImageCurvature.Moved(generator, portrait);
            encoder.Curvature.add_((ImageCurvature.OfDistance(perceptual, images) + ImageCurvature.OfSquares(images))
                * (2.0 / CurvaturePortraits));
        }
        return [new(Name, encoder)];
    }
}
