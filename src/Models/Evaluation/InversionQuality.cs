using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How well held-out portraits come back from their inversion, as the judge sees it.</summary>
public static class InversionQuality
{
    private const int Slots = 40;

    /// <summary>
    /// The figures of one way to invert; without an encoder each start is a random z. The bars are the project's, or
    /// those given for the first three figures: what other ways reached at least.
    /// </summary>
    public static IReadOnlyList<MeasuredFigure> Measure(string part, Networks.Generator generator, Lpips perceptual,
        AttributePredictor judge, InversionEncoder? encoder, InversionOptions options, PortraitSet set, int portraits,
        IReadOnlyList<double>? bars)
    {
        var sampler = new PortraitSampler(set);
        var hits = new DegreeHits();
        var results = new List<(double Psnr, double Loss, double Perceptual)>();
        for (var first = 0; first < portraits; first += Slots)
        {
            using var scope = NewDisposeScope();
            var rows = sampler.Sample(first, Math.Min(Slots, portraits - first));
            var images = PortraitRenderer.Render(rows);
            var found = ImageInversion.Invert(generator, perceptual, encoder, options, images,
                [.. Enumerable.Range(first, (int)rows.shape[0]).Select(i => (long)i)]);
            using var quiet = no_grad();
            hits.Add(judge, generator.call(stack(found.Select(result => result.Z))), PortraitParameters.Degrees(rows));
            results.AddRange(found.Select(result => (result.PsnrDb, result.Loss, result.Perceptual)));
            foreach (var result in found) result.Z.Dispose();
        }
        return
        [
            Estimate.Mean(part, "PSNR, dB", [.. results.Select(r => r.Psnr)], bars?[0] ?? 25),
            hits.Within(0, part, "judge's degrees as the truth", bars?[1] ?? 0.80),
            hits.Within(1, part, "judge's degrees within one", bars?[2] ?? 0.95),
            Estimate.Mean(part, "-J", [.. results.Select(r => -r.Loss)], null),
            Estimate.Mean(part, "-LPIPS-P", [.. results.Select(r => -r.Perceptual)], null),
        ];
    }
}
