using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Codecs;

/// <summary>
/// Measures received pictures against the ones that were meant, both as 8-bit pictures, with a predictor that nothing
/// else asks. The networks stay the caller's. Not thread-safe.
/// </summary>
/// <param name="networks">The generator makes the picture meant, LPIPS-P compares.</param>
/// <param name="predictor">Says which degrees it sees.</param>
/// <param name="rows">As of <see cref="JeccDecoder"/>.</param>
public sealed class JeccJudge(JeccNetworks networks, AttributePredictor predictor, int? rows = null) : IJudge
{
    public IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch)
    {
        using var scope = NewDisposeScope();
        var meant = networks.Pictures([.. batch.Select(request => tensor(request.Encoding.Latent))], rows);
        RgbImage[] pictures = [.. batch.Select(request => request.Picture)];
        return [.. batch.Zip(Compare(pictures, meant!), Degrees(pictures)).Select(one =>
        {
            var (request, distance, degrees) = one;
            int? seen = request.Encoding.Target is { } target ? degrees[(int)target.Attribute] : null;
            return new PictureQuality(seen is null ? null : seen == request.Encoding.Target!.Degree, distance.LpipsP,
                distance.PsnrDb, FingerprintHash.Of(request.Picture.Pixels), seen);
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
