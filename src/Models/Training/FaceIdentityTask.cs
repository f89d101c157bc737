using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// F on a user's faces: of a batch of people with two pictures each, the second is to be found by the first. Without
/// identities the second one is the same picture, moved, scaled, lit and mirrored otherwise: then F knows pictures
/// again rather than people.
/// </summary>
internal sealed class FaceIdentityTask : TrainingTask
{
    private const int People = 24;
    private const double Scale = 16, Margin = 0.15, MostNoise = 0.06, Changed = 0.5;

    private readonly FaceSource faces;
    private readonly FaceLoader others;
    private readonly FaceIdentity identity;
    private readonly AdamW adam;

    public FaceIdentityTask(TrainingOptions options) : base(options)
    {
        faces = Own(FaceSource.Open(options, FaceSplit.Training, People));
        LearnsFrom(faces.Set, identities: true);
        others = Own(new FaceLoader(faces.Set, Partners(faces), options.Resolution));
        manual_seed((long)Options.Seed);
        var size = FaceIdentityOptions.Small;
        identity = KeepShipped(Name, Name,
            new FaceIdentity(size with { ImageSize = Math.Min(size.ImageSize, Options.Resolution) }));
        adam = KeepOptimizer("adam", optim.AdamW(identity.parameters(), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name => "identity";

    public override string Method => $"{faces.Items.Count:N0} pictures of a folder, "
        + (faces.Set.Identities is { } people
            ? $"of {faces.Items.Select(item => people[item]).Distinct().Count():N0} people: of {People} people a second "
                + "picture is to be found by the first"
            : "whose people are not known: of each of "
                + $"{People} pictures another version, moved, scaled and lit otherwise, is to be found")
        + $" (cross entropy of cosines, scale {Scale}, additive angular margin {Margin}). Pictures are mirrored, moved "
        + "and changed in their colours by chance.";

    public override StepResult Advance(TrainingMoment now)
    {
        identity.train();
        var (images, first) = faces.Loader.Take(now.Step, Options.Device);
        var (seconds, _) = others.Take(now.Step, Options.Device);
        var features = nn.functional.normalize(identity.Embed(Disturbed(cat([images, seconds], 0)))).chunk(2);
        var cosines = features[0].mm(features[1].t()).clamp((Scalar)(-0.999), (Scalar)0.999);
        // Somebody may be in a batch twice: neither picture is then wrong.
        var people = first.Select(item => (long)(faces.Set.Identities?[item] ?? item)).ToArray();
        var own = eye(People, device: Options.Device);
        var known = tensor(people, device: Options.Device);
        var again = (known.unsqueeze(0) == known.unsqueeze(1)).logical_and(own == 0);
        var target = arange(People, ScalarType.Int64, Options.Device);
        var logits = ((cosines.acos() + own * Margin).cos() * Scale).masked_fill(again, -1e9);
        var same = nn.functional.cross_entropy(logits, target);
        Update(adam, same, now.Cosine);
        var found = (logits.argmax(1) == target).to_type(ScalarType.Float32).mean();
        return new(2 * People, [("same", same.item<float>()), ("found", found.item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, identity)];

    private static Tensor Disturbed(Tensor images)
    {
        var changed = FaceAugmentation.Lightly(images, Changed);
        return changed + randn_like(changed) * rand(images.shape[0], 1, 1, 1, device: images.device) * MostNoise;
    }

    /// <summary>
    /// Of a step's pictures each one's other picture: another one of the person, in turns, or itself.
    /// </summary>
    private static Func<long, int[]> Partners(FaceSource faces)
    {
        if (faces.Set.Identities is not { } people) return faces.Loader.ItemsOf;
        var albums = faces.Items.GroupBy(item => people[item]).ToDictionary(album => album.Key, album => album.ToArray());
        return step => [.. faces.Loader.ItemsOf(step).Select(item =>
        {
            int[] rest = [.. albums[people[item]].Where(other => other != item)];
            return rest.Length == 0 ? item : rest[(int)(step % rest.Length)];
        })];
    }
}
