using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
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
    private const int ImagesEvery = 4;
    private const double LatentWeight = 0.05, ImagesFrom = 0.6;
    private const double LeastQuality = 40, MostQuality = 95;
    private const float MostMoved = 0.04f, MostScaled = 0.04f, MostTurned = 0.06f, MostNoise = 0.06f;
    private const int CurvaturePortraits = 48;

    private readonly PortraitPairs pairs = new(PortraitSets.Training);
    private readonly PortraitPool pool;
    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly InversionEncoder encoder;
    private readonly AdamW adam;
    private readonly Tensor curvature;

    public InversionTask(TrainingOptions options) : base(options)
    {
        pool = Own(pairs.Pool(Options.Portraits, GeneratorTask.Pairs));
        generator = FixedGenerator();
        perceptual = Fixed(PriorNetworks.Perceptual);
        manual_seed((long)Options.Seed);
        encoder = KeepShipped(Name, Name, new InversionEncoder());
        curvature = Own(MeanCurvature());
        adam = KeepOptimizer("adam", optim.AdamW(encoder.parameters(), lr: 2e-3, weight_decay: 1e-3));
    }

    public override string Name => "inversion";

    public override string Method => $"The generator's {PoolSize:N0} portraits at 128x128, half of each batch slightly "
        + $"moved, scaled, turned and noisy (up to {MostMoved:P0}, {MostScaled:P0}, {MostTurned:0.00} rad, "
        + $"{MostNoise:0.00}), a quarter through JPEG: the encoder's z is to begin with the normals of the portrait as it "
        + "was, each error counted as eq. 8's measure curves around portraits, on the average, and besides by "
        + $"{LatentWeight} times its square; from {ImagesFrom:P0} of the budget on every {ImagesEvery}th step z, through "
        + "the fixed generator, is also to give the portrait back (LPIPS-P + mean squared error, eq. 8). The curvature, "
        + $"where inversion starts from too, is the mean over {CurvaturePortraits} portraits.";

    public override StepResult Advance(TrainingMoment now)
    {
        encoder.train();
        var indices = now.Draw(Batch, PoolSize, Options.Seed);
        var (images, _) = pool.Take(indices, Options.Device);
        var z = encoder.call(AsPhotographed(images));
        var length = z.square().mean([1], keepdim: true).sqrt();
        var normals = pairs.Normals(indices).to(Options.Device);
        var missed = z[.., ..PortraitParameters.Count] / length - normals;
        var curved = (missed.mm(curvature) * missed).sum(1).mean() / 2;
        var latent = missed.square().mean();
        var losses = new List<(string, double)> { ("curved", curved.item<float>()), ("latent", latent.item<float>()) };
        var loss = curved + latent * LatentWeight;
        if ((Options.FromShipped || now.Progress >= ImagesFrom) && now.Step % ImagesEvery == 0)
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
        using var quiet = no_grad();
        encoder.Curvature.copy_(curvature);
        return [new(Name, encoder)];
    }

    private Tensor MeanCurvature()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var z = PortraitLatent.FromNormals(PortraitNormals.Of(
            [.. Enumerable.Range(0, CurvaturePortraits).Select(i => (long)i)], PortraitSets.Training)).to(Options.Device);
        var sum = zeros([PortraitParameters.Count, PortraitParameters.Count], device: Options.Device);
        foreach (var portrait in z.unbind(0))
        {
            var images = ImageCurvature.Moved(generator, portrait);
            sum.add_((ImageCurvature.OfDistance(perceptual, images) + ImageCurvature.OfSquares(images))
                * (2.0 / CurvaturePortraits));
        }
        return sum.MoveToOuterDisposeScope();
    }

    // The first half of the batch as it is, the second as a camera and a file leave it.
    private static Tensor AsPhotographed(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (straight, rest) = (images[..(Batch / 2)], images[(Batch / 2)..]);
        var place = (rand(Batch / 2, 4, device: images.device) * 2 - 1).unbind(1);
        var (scale, turn) = (place[0] * MostScaled + 1, place[1] * MostTurned);
        var moves = stack(
        [
            scale * turn.cos(), -scale * turn.sin(), place[2] * (2 * MostMoved),
            scale * turn.sin(), scale * turn.cos(), place[3] * (2 * MostMoved),
        ], 1).view(-1, 2, 3);
        var grid = nn.functional.affine_grid(moves, rest.shape, align_corners: false);
        var moved = nn.functional.grid_sample(rest, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, false);
        var noisy = moved + randn_like(moved) * (rand(Batch / 2, 1, 1, 1, device: images.device) * MostNoise);
        var qualities = rand(Batch / 4).data<float>().ToArray();
        var compressed = qualities.Select((share, i) => ImageTensors.FromImage(Jpeg.Decode(Jpeg.Encode(
            ImageTensors.ToImage(noisy[i]), (int)(LeastQuality + share * (MostQuality - LeastQuality))))));
        return cat([straight, stack([.. compressed]).to(images.device), noisy[(Batch / 4)..]], 0)
            .MoveToOuterDisposeScope();
    }
}
