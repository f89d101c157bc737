using EditableDeepSC.Channels;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How well held-out portraits come back from their inversion, as the judge sees it.</summary>
public static class InversionQuality
{
    private const int Slots = 20;

    /// <summary>
    /// The figures of one way to invert; without an encoder each start is a random z. The bars are the project's, or those
    /// given: what another way reached at least.
    /// </summary>
    public static IReadOnlyList<PriorFigure> Measure(string part, Networks.Generator generator, Lpips perceptual,
        AttributePredictor judge, InversionEncoder? encoder, InversionOptions options, int portraits,
        IReadOnlyList<double>? bars)
    {
        var sampler = new PortraitSampler(PortraitSets.HeldOut);
        var hits = new DegreeHits();
        var results = new List<(double Psnr, double Loss, double Perceptual)>();
        for (var first = 0; first < portraits; first += Slots)
        {
            using var scope = NewDisposeScope();
            var rows = sampler.Sample(first, Math.Min(Slots, portraits - first));
            var images = PortraitRenderer.Render(rows);
            var found = Invert(generator, perceptual, encoder, options, images, first);
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
            Estimate.Mean(part, "-J", [.. results.Select(r => -r.Loss)], bars?[3]),
            Estimate.Mean(part, "-LPIPS-P", [.. results.Select(r => -r.Perceptual)], bars?[4]),
        ];
    }

    /// <summary>Inverts images [N, 3, S, S], one slot each; the results in their order.</summary>
    public static IReadOnlyList<InversionResult> Invert(Networks.Generator generator, Lpips perceptual,
        InversionEncoder? encoder, InversionOptions options, Tensor images, long firstStart = 0)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        using var inversion = new LatentInversion(generator, perceptual, count, options);
        Tensor starts;
        using (no_grad())
            starts = encoder?.call(images) ?? RandomStarts(firstStart, count, generator.Options.LatentSize, images.device);
        for (var i = 0; i < count; i++) inversion.Add(images[i], starts[i]);
        var found = new InversionResult[count];
        while (inversion.Occupied > 0)
            foreach (var result in inversion.Step()) found[result.Slot] = result;
        foreach (var result in found) result.Z.MoveToOuterDisposeScope();
        return found;
    }

    private static Tensor RandomStarts(long first, int count, int size, Device device)
    {
        var values = new float[count * size];
        for (var i = 0; i < count; i++)
        {
            var key = new PhiloxKey(new Seed(0), StreamPurpose.InversionStart, default, new TransmissionId(first + i));
            for (var j = 0; j < size; j++) values[i * size + j] = (float)key.Gaussian((uint)j);
        }
        return tensor(values, [count, size]).to(device);
    }
}
