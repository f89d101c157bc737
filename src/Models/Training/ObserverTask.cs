using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>The observer: it reads all parameters of portraits of both styles, some of them blurred or noisy.</summary>
internal sealed class ObserverTask : TrainingTask
{
    private const int Batch = 32, SeedOffset = 1_000;
    private const double MostNoise = 0.06, ErrorShare = 0.01;

    /// <summary>Parameters that a mirror turns around.</summary>
    private static readonly PortraitParameter[] OneSided =
    [
        PortraitParameter.HairParting, PortraitParameter.Yaw, PortraitParameter.Gaze, PortraitParameter.BangsSlant,
        PortraitParameter.LightX,
    ];

    private readonly TwoStylePool pool;
    private readonly Observer observer;
    private readonly AdamW adam;

    public ObserverTask(TrainingOptions options) : base(options)
    {
        pool = Own(new TwoStylePool(Options.Portraits));
        manual_seed((long)Options.Seed + SeedOffset);
        observer = KeepShipped(Name, Name, new Observer());
        adam = KeepOptimizer("adam", optim.AdamW(observer.parameters(), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name => "observer";

    public override string Evaluation => "observer";

    public override string Method => $"Only measures. {TwoStylePool.Description}, half of them with whole degrees: all "
        + "53 parameters, each from 0 to 1, are to be read (mean squared error). Half of the pictures are mirrored; of "
        + "each four one is blurred to 48..112 pixels and "
        + $"has noise of up to {MostNoise} of the range -1..1.";

    public override StepResult Advance(TrainingMoment now)
    {
        observer.train();
        var (images, parameters) = pool.Take(now, Batch, Options.Seed, Options.Device);
        var wanted = PortraitTriplets.Fractions(parameters);
        if (now.Step % 2 == 1) (images, wanted) = (images.flip(3), Mirrored(wanted));
        var squares = (observer.call(Disturbed(images, now)) - wanted).square();
        Update(adam, squares.mean(), now.Cosine);
        var fours = squares.view(-1, 4, PortraitParameters.Count);
        var (photos, inks) = (fours[.., 1..3], fours[.., 3]);    // those never disturbed, and ink
        using (no_grad())
        {
            var mean = photos.mean([0, 1]);
            var share = tensor((float)ErrorShare, device: mean.device);
            observer.Error.copy_(observer.Error.square().lerp(mean, share).sqrt());
        }
        return new(Batch, [("photo", photos.mean().item<float>()), ("ink", inks.mean().item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, observer)];

    private static Tensor Mirrored(Tensor fractions)
    {
        foreach (var column in OneSided.Select(parameter => fractions.select(1, (long)parameter)))
            column.neg_().add_((Scalar)1);
        return fractions;
    }

    // Rows 0, 4, 8, ..., all photos, and in every fourth step the ink pictures instead.
    private static Tensor Disturbed(Tensor images, TrainingMoment now)
    {
        var every = TensorIndex.Slice(now.Step % 4 == 3 ? 3 : 0, null, 4);
        var chosen = images[every];
        var size = 48 + 8 * (long)randint(9, 1).item<long>();
        var blurred = nn.functional.interpolate(
            nn.functional.interpolate(chosen, [size, size], mode: InterpolationMode.Area),
            [images.shape[2], images.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        var noise = rand(chosen.shape[0], 1, 1, 1, device: images.device) * MostNoise;
        images[every] = blurred + randn_like(blurred) * noise;
        return images;
    }
}
