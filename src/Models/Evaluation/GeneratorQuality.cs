using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How near the generator comes to drawings whose parameters it is told: no inversion can do better.</summary>
internal static class GeneratorQuality
{
    private const string Part = "generator, from the true parameters";
    private const int Batch = 25, Moved = 16;
    private const double WellMade = 0.8;

    public static IEnumerable<MeasuredFigure> Measure(Networks.Generator generator, Lpips perceptual,
        FaceIdentity identity, InversionEncoder encoder, PortraitSet set, int portraits, Device device)
    {
        var sampler = new PortraitSampler(set);
        var found = new List<(double Psnr, double Perceptual, double Cosine, double Guessed)>();
        using (no_grad())
        {
            for (var first = 0; first < portraits; first += Batch)
            {
                using var scope = NewDisposeScope();
                var rows = sampler.Sample(first, Math.Min(Batch, portraits - first));
                var wanted = PortraitRenderer.Render(rows).to(device);
                var made = Cut(generator.call(LatentsOf(rows).to(device)));
                float[][] columns = [.. new[]
                {
                    Psnr(made, wanted), perceptual.call(made, wanted),
                    nn.functional.cosine_similarity(identity.Embed(made), identity.Embed(wanted), 1),
                    Psnr(Cut(generator.call(encoder.call(wanted))), wanted),
                }.Select(column => column.cpu().data<float>().ToArray())];
                for (var i = 0; i < columns[0].Length; i++)
                    found.Add((columns[0][i], columns[1][i], columns[2][i], columns[3][i]));
            }
        }
        yield return Estimate.Mean(Part, "PSNR, dB", [.. found.Select(one => one.Psnr)], 31);
        yield return Estimate.Mean(Part, "LPIPS-P", [.. found.Select(one => one.Perceptual)]);
        yield return Estimate.Mean(Part, "identity by F, cosine", [.. found.Select(one => one.Cosine)]);
        var responses = Responses(generator, sampler, device).ToArray();
        yield return Estimate.Exact(Part, $"parameters that move a drawing, followed to {WellMade} or more",
            responses.Count(figure => figure.Value >= WellMade) / (double)responses.Length, responses.Length, 1);
        foreach (var figure in responses) yield return figure;
        yield return Estimate.Mean("inversion encoder alone", "PSNR, dB", [.. found.Select(one => one.Guessed)], 27);
    }

    /// <summary>
    /// The share of what a parameter changes in the drawing that it changes in the generator's picture too: the slope of the
    /// one change on the other, portrait by portrait.
    /// </summary>
    private static IEnumerable<MeasuredFigure> Responses(
        Networks.Generator generator, PortraitSampler sampler, Device device)
    {
        using var quiet = no_grad();
        foreach (var parameter in Enum.GetValues<PortraitParameter>())
        {
            using var scope = NewDisposeScope();
            var ends = ParameterMoves.Ends(sampler.Sample(0, Moved), (int)parameter);
            var drawn = ParameterMoves.Drawn(ends);
            var levels = ParameterMoves.Levels(drawn);
            if (levels <= ParameterMoves.LeastLevels) continue;
            var (low, high) = (LatentsOf(ends.Low).to(device), LatentsOf(ends.High).to(device));
            low[.., PortraitParameters.Count..] = high[.., PortraitParameters.Count..];
            var made = (generator.call(high) - generator.call(low)).cpu();
            var slopes = (made * drawn).sum([1, 2, 3]) / drawn.square().sum([1, 2, 3]).clamp((Scalar)1e-6);
            yield return Estimate.Mean(Part, string.Create(CultureInfo.InvariantCulture,
                $"response to {parameter} (moves {levels:F1} levels)"), [.. slopes.data<float>().Select(s => (double)s)]);
        }
    }

    private static Tensor LatentsOf(Tensor rows) => PortraitLatent.FromNormals(PortraitLatent.NormalsOf(rows));

    private static Tensor Cut(Tensor images) => images.clamp((Scalar)(-1), (Scalar)1);

    private static Tensor Psnr(Tensor made, Tensor wanted) =>
        (4 / (made - wanted).square().mean([1, 2, 3])).log10() * 10;
}
