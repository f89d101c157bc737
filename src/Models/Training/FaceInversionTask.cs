using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The inversion encoder on a user's faces: of images that the generator made its z is to be theirs, and a picture of
/// the folder is to come back through the fixed generator (eq. 8).
/// </summary>
internal sealed class FaceInversionTask : TrainingTask
{
    private const int Batch = 16;
    private const double LatentWeight = 0.5, ImagesFrom = 0.3;

    private readonly FaceSource faces;
    private readonly Networks.Generator generator;
    private readonly Lpips perceptual;
    private readonly InversionEncoder encoder;
    private readonly AdamW adam;

    public FaceInversionTask(TrainingOptions options) : base(options)
    {
        generator = FixedGenerator();
        perceptual = Fixed(PriorNetworks.Perceptual);
        faces = Own(FaceSource.Open(options, FaceSplit.Training, Batch));
        LearnsFrom(faces.Set);
        manual_seed((long)Options.Seed);
        encoder = KeepShipped(Name, Name, new InversionEncoder(InversionEncoderOptions.For(Options.Resolution)));
        adam = KeepOptimizer("adam", optim.AdamW(encoder.parameters(), lr: 2e-3, weight_decay: 1e-3));
    }

    public override string Name => "inversion";

    public override string Method => $"Of images that the generator made of random z the encoder is to say z (one less "
        + $"the cosine, weight {LatentWeight}); from {ImagesFrom:P0} of the budget on, {faces.Items.Count:N0} pictures of "
        + "a folder are to come back through the fixed generator (LPIPS-P + mean squared error, eq. 8). How J curves is "
        + "not known of such a generator: inversion goes on from the guess by Adam.";

    public override StepResult Advance(TrainingMoment now)
    {
        encoder.train();
        var images = faces.Loader.Take(now.Step, Options.Device).Images;
        var z = generator.LatentsOf(randn(Batch, encoder.Options.LatentSize).to(Options.Device));
        Tensor made;
        using (no_grad()) made = generator.call(z);
        var guessed = encoder.call(cat([made, images], 0)).chunk(2);
        var latent = 1 - nn.functional.cosine_similarity(guessed[0], z, 1).mean();
        var losses = new List<(string, double)> { ("latent", latent.item<float>()) };
        var loss = latent * LatentWeight;
        if (Options.FromShipped || now.Progress >= ImagesFrom)
        {
            var back = generator.call(guessed[1]);
            var (distance, error) = (perceptual.call(back, images).mean(), (back - images).square().mean());
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
        var wanted = faces.Loader.Take(0, Options.Device).Images;
        encoder.eval();
        var rows = new[] { wanted, generator.call(encoder.call(wanted)) }.Select(images => cat(images.unbind(0), 2));
        return cat([.. rows], 1).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        encoder.Curvature.zero_();
        return [new(Name, encoder)];
    }
}
