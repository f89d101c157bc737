using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The identity network F: the cosine of two pictures' features is to say how alike the features of the two faces are,
/// whatever their hair, light, pose and attributes (<see cref="PortraitLookalikes"/>).
/// </summary>
internal sealed class IdentityTask : TrainingTask
{
    private const int Fours = 12, PoolFours = 12_000, PoolSize = PoolFours * PortraitLookalikes.Members;
    private const double Scale = 16, Margin = 0.15, LikenessWeight = 20, ReadingWeight = 5, SameWeight = 0.25;
    private const double MostNoise = 0.06, MostBrighter = 0.15;
    private const int BlurEvery = 5, BlurredSide = 64;

    private readonly PortraitPool pool;
    private readonly FaceIdentity identity;
    private readonly Linear reader;
    private readonly AdamW adam;

    public IdentityTask(TrainingOptions options) : base(options)
    {
        pool = Own(new PortraitPool(Options.Portraits, "lookalikes-1", PoolSize, 128,
            new PortraitLookalikes(PortraitSets.Training).Parameters));
        manual_seed((long)Options.Seed);
        identity = KeepShipped(Name, Name, new FaceIdentity(FaceIdentityOptions.Small));
        reader = Keep("reader", nn.Linear(FaceIdentityOptions.Small.FeatureSize, FaceFeatures.Count));
        adam = KeepOptimizer("adam",
            optim.AdamW(identity.parameters().Concat(reader.parameters()), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name => "identity";

    public override string Method => $"{PoolFours:N0} fours of rendered portraits at 128x128: a person; the same with "
        + "other hair, light, pose, background and attributes; somebody else with the hair, skin and all else of the "
        + "first; the first with the eyes, brows, nose, mouth or jaw of somebody else. The cosine of two pictures' "
        + "features is to be that of the two faces' parameters, each of these five groups counting the same (mean "
        + $"squared error, weight {LikenessWeight}), the features are to tell the parameters (weight {ReadingWeight}), "
        + "and a person's other picture is to be nearer than all those of others (cross entropy, "
        + $"scale {Scale}, additive angular margin {Margin}, weight {SameWeight}). Half of the pictures are mirrored, a "
        + $"fifth are blurred to {BlurredSide} pixels; light and noise are changed a little.";

    public override StepResult Advance(TrainingMoment now)
    {
        identity.train();
        long[] members = [.. now.Draw(Fours, PoolFours, Options.Seed).SelectMany(four =>
            Enumerable.Range(0, PortraitLookalikes.Members).Select(m => four * PortraitLookalikes.Members + m))];
        var (images, parameters) = pool.Take(members, Options.Device);
        var raw = identity.Embed(Disturbed(images, now));
        var features = nn.functional.normalize(raw);
        var code = nn.functional.normalize(FaceFeatures.Code(parameters));
        var likeness = (features.mm(features.t()) - code.mm(code.t())).square().mean();
        var wanted = parameters[.., FaceFeatures.First..PortraitParameters.IdentityCount];
        var reading = (reader.call(raw) - wanted).square().mean() * 12;    // 1 for one who always says the middle
        var (same, found) = Same(features);
        Update(adam, likeness * LikenessWeight + reading * ReadingWeight + same * SameWeight, now.Cosine);
        return new(members.Length,
        [
            ("likeness", likeness.item<float>()), ("reading", reading.item<float>()), ("same", same.item<float>()),
            ("found", found.item<float>()),
        ]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, identity)];

    /// <summary>Each person's other picture, among those of all others and all lookalikes.</summary>
    private static (Tensor Loss, Tensor Found) Same(Tensor features)
    {
        var members = features.view(Fours, PortraitLookalikes.Members, -1).unbind(1);
        var cosines = members[0].mm(cat([members[1], members[2]], 0).t()).clamp((Scalar)(-0.999), (Scalar)0.999);
        var own = eye(Fours, 2 * Fours, device: features.device);
        var target = arange(Fours, ScalarType.Int64, features.device);
        var loss = nn.functional.cross_entropy((cosines.acos() + own * Margin).cos() * Scale, target);
        return (loss, (cosines.argmax(1) == target).to_type(ScalarType.Float32).mean());
    }

    private static Tensor Disturbed(Tensor images, TrainingMoment now)
    {
        if (now.Step % 2 == 1) images = images.flip(3);
        if (now.Step % BlurEvery == 0)    // odd, so that it falls on mirrored ones too
        {
            images = nn.functional.interpolate(AreaResize.AtMost(images, BlurredSide),
                [images.shape[2], images.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        }
        var brightness = 1 + (rand(images.shape[0], 1, 1, 1, device: images.device) * 2 - 1) * MostBrighter;
        var noise = rand(images.shape[0], 1, 1, 1, device: images.device) * MostNoise;
        return images * brightness + randn_like(images) * noise;
    }
}
