using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The identity network F: two pictures of each of a batch's people, with other poses, light and degrees, are to find
/// one another by the cosine of their features, with ArcFace's additive angular margin.
/// </summary>
internal sealed class IdentityTask : TrainingTask
{
    private const int People = 32, PoolPeople = 4_000, PicturesEach = 4;
    private const double Scale = 16, Margin = 0.15;

    private readonly PortraitPool pool;
    private readonly FaceIdentity identity;
    private readonly AdamW adam;

    public IdentityTask(TrainingOptions options) : base(options)
    {
        var sampler = new PortraitSampler(PortraitSets.Training);
        pool = Own(new PortraitPool(Options.Portraits, "people-1", PoolPeople * PicturesEach, 128,
            pictures => sampler.Sample([.. pictures.Select(picture => (picture / PicturesEach, picture))])));
        manual_seed((long)Options.Seed);
        identity = KeepShipped(Name, Name, new FaceIdentity(FaceIdentityOptions.Small));
        adam = KeepOptimizer("adam", optim.AdamW(identity.parameters(), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name => "identity";

    public override string Method => $"Pictures of {PoolPeople:N0} made people, {PicturesEach} of each, with other "
        + $"poses, light, backgrounds and degrees: among two pictures of each of {People} people, a picture's other "
        + $"one is to be the nearest by cosine (cross entropy, scale {Scale}, additive angular margin {Margin}).";

    public override StepResult Advance(TrainingMoment now)
    {
        identity.train();
        var people = now.Draw(People, PoolPeople, Options.Seed);
        var first = randint(PicturesEach, People).data<long>().ToArray();
        var step = randint(1, PicturesEach, People).data<long>().ToArray();
        long[] pictures = [.. people.Select((person, i) => person * PicturesEach + first[i]),
            .. people.Select((person, i) => person * PicturesEach + (first[i] + step[i]) % PicturesEach)];
        var (images, _) = pool.Take(pictures, Options.Device);
        var features = nn.functional.normalize(identity.Embed(images));
        var sides = features.chunk(2);
        var cosines = sides[0].mm(sides[1].t()).clamp((Scalar)(-0.999), (Scalar)0.999);   // [people, people]
        var own = eye(People, device: Options.Device);
        var logits = ((cosines.acos() + own * Margin).cos()) * Scale;
        var target = arange(People, ScalarType.Int64, Options.Device);
        var loss = (nn.functional.cross_entropy(logits, target)
            + nn.functional.cross_entropy(logits.t(), target)) * 0.5;
        Update(adam, loss, now.Cosine);
        var right = (cosines.argmax(1) == target).to_type(ScalarType.Float32).mean();
        return new(2 * People, [("loss", loss.item<float>()), ("found", right.item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, identity)];

}
