using EditableDeepSC.Models.Coding;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// Measures received pictures against the ones that were sent, both as 8-bit pictures, and edits against what the user
/// meant of the original, with a predictor that nothing else asks. The networks stay the caller's. Not thread-safe.
/// </summary>
/// <param name="networks">The generator makes the picture sent, LPIPS-P compares.</param>
/// <param name="predictor">Says which degrees it sees.</param>
/// <param name="coding">What the adapters are of which chance is measured; null for none.</param>
/// <param name="rows">As of <see cref="JeccDecoder"/>.</param>
/// <param name="chance">What is right by chance, shared by judges of the same; null finds it when first asked.</param>
/// <param name="pictures">The picture of each latent vector; null for the generator's.</param>
public sealed class JeccJudge(JeccNetworks networks, AttributePredictor predictor, CodingOptions? coding,
    int? rows = null, Lazy<double[][]>? chance = null,
    Func<IReadOnlyList<float[]>, IReadOnlyList<RgbImage>>? pictures = null) : IJudge
{
    private readonly ImageLoader loader = new((int)networks.Generator.Options.Size.Resolution);
    private readonly Lazy<double[][]> chance =
        chance ?? new(() => NoiseReceiver.Degrees(networks, predictor, coding));

    /// <summary>Whether it says how often noise alone would be right.</summary>
    public bool MeasuresChance { get; init; } = true;

    public IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch)
    {
        using var scope = NewDisposeScope();
        var sent = PicturesOf([.. batch.Select(request => request.Encoding.Latent)]);
        RgbImage[] received = [.. batch.Select(request => request.Picture)];
        var (distances, degrees, targets) = (Compare(received, sent), Degrees(received), Targets(batch));
        return [.. batch.Select((request, i) => new PictureQuality(
            targets[i] is { } one ? degrees[i][(int)one.Attribute] == one.Degree : null, distances[i].LpipsP,
            distances[i].PsnrDb, FingerprintHash.Of(request.Picture.Pixels),
            targets[i] is { } target ? degrees[i][(int)target.Attribute] : null)
        {
            IsAlreadyMet = targets[i]?.Direction == 0,
            ChanceLevel = MeasuresChance && targets[i] is { } wanted ? chance.Value[(int)wanted.Attribute][wanted.Degree] : null,
        })];
    }

    /// <summary>LPIPS-P and PSNR, dB, of pictures to others, one by one.</summary>
    public IReadOnlyList<(double LpipsP, double PsnrDb)> Compare(
        IReadOnlyList<RgbImage> pictures, IReadOnlyList<RgbImage> others) =>
        InRows([.. pictures.Zip(others)], pairs =>
        {
            var (images, wanted) = (Images(pairs.Select(pair => pair.First)), Images(pairs.Select(pair => pair.Second)));
            var distances = networks.Perceptual.call(images, wanted).cpu().data<float>().ToArray();
            var errors = (images - wanted).square().mean([1, 2, 3]).cpu().data<float>().ToArray();
            return distances.Zip(errors, (distance, error) =>
                ((double)distance, 10 * Math.Log10(4 / Math.Max(error, 1e-12))));
        });

    /// <summary>The degrees that the predictor sees, of each picture one an attribute.</summary>
    public IReadOnlyList<int[]> Degrees(IReadOnlyList<RgbImage> pictures) => InRows([.. pictures], images =>
    {
        var heads = predictor.call(AttributePredictor.Normalize(Images(images))).Select(head => head.argmax(1));
        return stack(heads, 1).cpu().data<long>().ToArray().Select(degree => (int)degree).Chunk(FaceAttributes.Count);
    });

    /// <summary>
    /// What each user meant (eq. 10): by the true label, and by the degrees of the picture that the sentence is about,
    /// which are known of a drawn portrait and otherwise those that this judge sees.
    /// </summary>
    private EditTarget?[] Targets(IReadOnlyList<JudgeRequest> batch)
    {
        var targets = new EditTarget?[batch.Count];
        List<int> unknown = [];
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].Meant is not { Attribute: not null } meant) continue;
            if (batch[i].Request is { Latent: null, Image: ImageSource.Portrait portrait })
                targets[i] = EditTarget.Of(meant, DegreesOf(portrait));
            else unknown.Add(i);
        }
        foreach (var (i, seen) in unknown.Zip(Degrees([.. unknown.Select(i => Original(batch[i].Request))])))
            targets[i] = EditTarget.Of(batch[i].Meant!, seen);
        return targets;
    }

    /// <summary>What the sentence is about: the user's picture, or the one of the turn before.</summary>
    private RgbImage Original(EditRequest request) => request.Latent is { } latent
        ? PicturesOf([latent])[0]
        : ImageTensors.ToImage(loader.Load(request.Image, out var problem)
            ?? throw new InvalidOperationException($"A picture was sent that cannot be read: {problem}"));

    private IReadOnlyList<RgbImage> PicturesOf(IReadOnlyList<float[]> latents) => pictures is null
        ? networks.Pictures([.. latents.Select(latent => tensor(latent))], rows)! : pictures(latents);

    internal static int[] DegreesOf(ImageSource.Portrait portrait)
    {
        using var row = new PortraitSampler(portrait.Seed).Sample(portrait.Index, 1);
        using var degrees = PortraitParameters.Degrees(row);
        return [.. degrees.data<long>().Select(degree => (int)degree)];
    }

    /// <summary>The networks stay: others use them.</summary>
    public void Dispose() { }

    private List<TOut> InRows<TIn, TOut>(TIn[] items, Func<TIn[], IEnumerable<TOut>> measure)
    {
        using var quiet = no_grad();
        List<TOut> results = [];
        foreach (var part in items.Chunk(rows ?? Math.Max(1, items.Length)))
        {
            using var scope = NewDisposeScope();
            results.AddRange(measure(FixedRows.Filled(part, rows)).Take(part.Length));
        }
        return results;
    }

    private Tensor Images(IEnumerable<RgbImage> pictures) =>
        stack(pictures.Select(ImageTensors.FromImage)).to(networks.Device);
}
