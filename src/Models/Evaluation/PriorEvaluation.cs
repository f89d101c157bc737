using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>All figures of the prior: the networks of a weights folder over portraits that no training saw.</summary>
public static class PriorEvaluation
{
    private static readonly Seed SentenceSeed = new(77);

    /// <summary>What can be measured by itself, in the order of the table.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["predictor", "judge", "identity", "perceptual", "text", "generator", "inversion"];

    /// <summary>Yields figures as they are measured.</summary>
    /// <param name="weights">The folder; its manifest is checked.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="data">What to measure on.</param>
    /// <param name="portraits">Portraits, people and triplets for each network; twice as many sentences.</param>
    /// <param name="inversions">Portraits to invert each way.</param>
    /// <param name="only">One of <see cref="Parts"/>; null for all.</param>
    public static IEnumerable<MeasuredFigure> Measure(
        DirectoryInfo weights, Device device, EvaluationData data, int portraits, int inversions,
        string? only = null) =>
        Parts.Where(part => only is null || part == only).SelectMany(part => part switch
        {
            "predictor" or "judge" => OfDegrees(part, weights, device, data.Portraits, portraits),
            "identity" => OfIdentity(weights, device, data.Portraits, portraits),
            "perceptual" => OfPerceptual(weights, device, data.Portraits, portraits),
            "text" => OfText(weights, data.Sentences, sentences: 2 * portraits),
            "generator" => OfGenerator(weights, device, data.Portraits, portraits),
            _ => OfInversion(weights, device, data.Portraits, inversions),
        });

    private static IEnumerable<MeasuredFigure> OfDegrees(
        string name, DirectoryInfo weights, Device device, PortraitSet set, int portraits)
    {
        using var network = PriorNetworks.Frozen(
            name == "judge" ? PriorNetworks.Judge(weights) : PriorNetworks.Predictor(weights), device);
        foreach (var figure in NetworkQuality.OfPredictor(name, network, set, portraits)) yield return figure;
        if (name == "judge") yield return NetworkQuality.OfInk(name, network, set, portraits);
    }

    private static IEnumerable<MeasuredFigure> OfIdentity(
        DirectoryInfo weights, Device device, PortraitSet set, int people)
    {
        using var identity = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        foreach (var figure in NetworkQuality.OfIdentity(identity, set, people, device)) yield return figure;
    }

    private static IEnumerable<MeasuredFigure> OfPerceptual(
        DirectoryInfo weights, Device device, PortraitSet set, int triplets)
    {
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        yield return NetworkQuality.OfPerceptual(perceptual, set, triplets);
    }

    private static IEnumerable<MeasuredFigure> OfGenerator(
        DirectoryInfo weights, Device device, PortraitSet set, int portraits)
    {
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        using var identity = PriorNetworks.Frozen(PriorNetworks.Identity(weights), device);
        using var encoder = PriorNetworks.Frozen(PriorNetworks.Inversion(weights), device);
        foreach (var figure in GeneratorQuality.Measure(generator, perceptual, identity, encoder, set, portraits, device))
            yield return figure;
    }

    private static IEnumerable<MeasuredFigure> OfInversion(
        DirectoryInfo weights, Device device, PortraitSet set, int inversions)
    {
        using var judge = PriorNetworks.Frozen(PriorNetworks.Judge(weights), device);
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        var literal = InversionQuality.Measure("inversion, eq. 9 as written (plain descent), 110 iterations", generator,
            perceptual, judge, null, InversionOptions.Literal, set, inversions, null);
        foreach (var figure in literal) yield return figure with { Bar = null };
        var random = InversionQuality.Measure("inversion, random start (Adam, noise), 110 iterations", generator,
            perceptual, judge, null, InversionOptions.RandomStart, set, inversions, null);
        foreach (var figure in random) yield return figure;
        using var encoder = PriorNetworks.Frozen(PriorNetworks.Inversion(weights), device);
        var ours = InversionQuality.Measure($"inversion, encoder's start, {InversionOptions.FromGuess.MaxIterations} "
            + "iterations of BFGS", generator, perceptual, judge, encoder, InversionOptions.FromGuess, set, inversions, [.. random.Select(figure => figure.Value)]);
        foreach (var figure in ours) yield return figure;
    }

    private static MeasuredFigure[] OfText(DirectoryInfo weights, RequestUse use, int sentences)
    {
        using var reader = RequestReader.Load(weights);
        var quality = TextQuality.Measure(reader, sentences, SentenceSeed, use);
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
