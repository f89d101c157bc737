using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>Section V of the paper on drawn portraits, with what is known of it in a folder.</summary>
public sealed class PaperEvaluation : IDisposable
{
    private const string ResultsName = "results.jsonl";

    private readonly PaperPlan plan;
    private readonly TimeProvider time;
    private readonly PaperInstruments with;
    private readonly PaperMethods methods;

    /// <summary>
    /// Throws a <see cref="Weights.WeightsException"/> where a network of Editable-DeepSC or one that measures is
    /// missing.
    /// </summary>
    public PaperEvaluation(DirectoryInfo weights, Device device, PaperPlan plan, TimeProvider time)
    {
        (this.plan, this.time) = (plan, time);
        with = new(weights, device, EvaluationData.Development);
        methods = new(with.Networks, time);
    }

    /// <summary>The folder of the pictures of a result folder.</summary>
    public static string ImagesIn(string folder) => Path.Combine(folder, "images");

    /// <summary>
    /// Computes what the folder does not have, a unit at a time, and makes all tables. Throws an
    /// <see cref="OperationCanceledException"/> between two units; what was computed stays in the folder.
    /// </summary>
    /// <param name="folder">Gets results.jsonl and images.</param>
    /// <param name="cost">Measures a method, by its id, alone in a process.</param>
    /// <param name="progress">Hears of each unit.</param>
    /// <param name="stop">Ends it.</param>
    public PaperReport Measure(
        string folder, Func<string, PaperCost> cost, Action<PaperProgress> progress, CancellationToken stop)
    {
        Directory.CreateDirectory(ImagesIn(folder));
        using var results = new PaperResults(Path.Combine(folder, ResultsName));
        var parts = Parts(folder, cost);
        try
        {
            PaperRun.Complete(parts, results, time, progress, stop);
            return new PaperTables(methods, with.Networks, plan, results).Report();
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    /// <summary>The seconds of each pair of one method; null where there is none with that id.</summary>
    public IReadOnlyList<double>? Seconds(string method, int pairs) =>
        methods.Present.Any(entry => entry.Id == method) ? CostPart.Time(with, methods, method, pairs, time) : null;

    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever asks disposes them.")]
    private IPaperPart[] Parts(string folder, Func<string, PaperCost> cost) =>
    [
        new GridPart(with, methods, plan, ImagesIn(folder)),
        new ComparisonPart(PaperTables.Photo, PortraitStyle.Photo, with, methods, plan),
        new CarrierPart(with, methods, plan),
        new ChainPart(with, plan),
        new InversionPart(with, plan, time),
        new ComparisonPart(PaperTables.Ink, PortraitStyle.Ink, with, methods, plan),
        new CostPart(methods, plan, cost),
    ];

    public void Dispose()
    {
        methods.Dispose();
        with.Dispose();
    }
}
