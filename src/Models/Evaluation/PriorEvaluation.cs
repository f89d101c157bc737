using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>All figures of the prior: the networks of a weights folder over portraits that no training saw.</summary>
public static class PriorEvaluation
{
    private static readonly Seed HeldOutSentences = new(77);

    /// <summary>What can be measured by itself, in the order of the table.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["predictor", "judge", "identity", "perceptual", "text", "inversion"];

    /// <summary>Yields figures as they are measured.</summary>
    /// <param name="weights">The folder; its manifest is checked.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="portraits">Portraits, people and triplets for each network; twice as many sentences.</param>
    /// <param name="inversions">Portraits to invert each way.</param>
    /// <param name="only">One of <see cref="Parts"/>; null for all.</param>
    public static IEnumerable<MeasuredFigure> Measure(
        DirectoryInfo weights, Device device, int portraits, int inversions, string? only = null) =>
        Parts.Where(part => only is null || part == only).SelectMany(part => part switch
        {
            "predictor" or "judge" => OfDegrees(part, weights, device, portraits),
            "identity" => OfIdentity(weights, device, portraits),
            "perceptual" => OfPerceptual(weights, device, portraits),
            "text" => OfText(weights, sentences: 2 * portraits),
            _ => OfInversion(weights, device, inversions),
        });

    private static IEnumerable<MeasuredFigure> OfDegrees(
        string name, DirectoryInfo weights, Device device, int portraits)
    {
        using var network = PriorNetworks.Frozen(
            name == "judge" ? PriorNetworks.Judge(weights) : PriorNetworks.Predictor(weights), device);
        foreach (var figure in NetworkQuality.OfPredictor(name, network, portraits)) yield return figure;
    }

    private static IEnumerable<MeasuredFigure> OfIdentity(DirectoryInfo weights, Device device, int portraits)
    {
        using var identity = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        yield return NetworkQuality.OfIdentity(identity, portraits);
    }

    private static IEnumerable<MeasuredFigure> OfPerceptual(DirectoryInfo weights, Device device, int portraits)
    {
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        yield return NetworkQuality.OfPerceptual(perceptual, portraits);
    }

    private static IEnumerable<MeasuredFigure> OfInversion(DirectoryInfo weights, Device device, int inversions)
    {
        using var judge = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        var literal = InversionQuality.Measure("inversion, eq. 9 as written (plain descent), 110 iterations", generator,
            perceptual, judge, null, InversionOptions.Literal, inversions, null);
        foreach (var figure in literal) yield return figure with { Bar = null };
        var random = InversionQuality.Measure("inversion, random start (Adam, noise), 110 iterations", generator,
            perceptual, judge, null, InversionOptions.RandomStart, inversions, null);
        foreach (var figure in random) yield return figure;
        using var encoder = PriorNetworks.Frozen(PriorNetworks.Inversion(weights), device);
        var ours = InversionQuality.Measure("inversion, encoder's start, 20 iterations", generator, perceptual, judge,
            encoder, InversionOptions.FromGuess, inversions, [.. random.Select(figure => figure.Value)]);
        foreach (var figure in ours) yield return figure;
    }

    private static MeasuredFigure[] OfText(DirectoryInfo weights, int sentences)
    {
        using var reader = RequestReader.Load(weights);
        var quality = TextQuality.Measure(reader, sentences, HeldOutSentences);
        return
        [
            Share("sentences of known templates, all fields", quality.KnownTemplates, 0.99),
            Share("sentences of held-out templates, all fields", quality.HeldOutTemplates, 0.95),
            Estimate.Exact("text", "the paper's sentences misread", quality.Paper.Count - quality.Paper.Right,
                quality.Paper.Count, Bar.AtMost(0)),
        ];

        static MeasuredFigure Share(string name, TextScore score, double bar) =>
            Estimate.Share("text", name, score.Right, score.Count, bar);
    }
}
