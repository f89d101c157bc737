using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>How well the observer reads and tells people apart; FID-P and KID-P of drawings and of the generator.</summary>
public sealed class ObserverEvaluation : IDisposable
{
    private const int Batch = 50, Moved = 16;
    private const double WellRead = 0.9;
    private static readonly double[] FalseAccepts = [0.001, 0.01, 0.05, 0.1];
    private static readonly Seed SubsetSeed = new(82);

    private readonly Observer observer;
    private readonly Networks.Generator generator;
    private readonly Device device;
    private readonly PortraitSet set;

    private ObserverEvaluation(DirectoryInfo weights, Device device, PortraitSet set)
    {
        (this.device, this.set) = (device, set);
        observer = PriorNetworks.Frozen(PriorNetworks.Observer(weights), device);
        generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
    }

    /// <summary>Yields figures as they are measured.</summary>
    /// <param name="weights">The folder; its manifest is checked.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="data">What to measure on.</param>
    /// <param name="portraits">On each side of FID-P and KID-P; half as many to read from.</param>
    /// <param name="people">Of the hard pairs.</param>
    public static IEnumerable<MeasuredFigure> Measure(
        DirectoryInfo weights, Device device, EvaluationData data, int portraits, int people)
    {
        using var evaluation = new ObserverEvaluation(weights, device, data.Portraits);
        foreach (var figure in evaluation.Reading(portraits / 2)) yield return figure;
        foreach (var figure in evaluation.People(people)) yield return figure;
        foreach (var figure in evaluation.Pictures(portraits)) yield return figure;
    }

    public void Dispose()
    {
        observer.Dispose();
        generator.Dispose();
    }

    private IEnumerable<MeasuredFigure> Reading(int portraits)
    {
        var levels = LevelsMoved();
        foreach (var style in Enum.GetValues<PortraitStyle>())
        {
            var part = $"reading, {style.ToString().ToLowerInvariant()}";
            var figures = OfParameters(part, style, portraits, levels);
            var visible = figures.Where((_, column) => levels[column] > ParameterMoves.LeastLevels).ToArray();
            var share = visible.Count(figure => figure.Value >= WellRead) / (double)visible.Length;
            yield return Estimate.Exact(part, $"parameters that move a drawing, read with R2 >= {WellRead}", share,
                visible.Length, style == PortraitStyle.Photo ? Bar.AtLeast(0.9) : null);
            foreach (var figure in figures) yield return figure;
        }
    }

    /// <summary>R2 of each parameter: 1 less the mean squared error over the variance.</summary>
    private MeasuredFigure[] OfParameters(string part, PortraitStyle style, int portraits, double[] levels)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var rows = new PortraitSampler(set).Sample(0, portraits);
        var truth = PortraitTriplets.Fractions(rows);
        var errors = (Each(rows, style, observer.call) - truth).square();
        var variances = truth.var(0, unbiased: false);
        return [.. Enum.GetValues<PortraitParameter>().Select((parameter, column) =>
        {
            var variance = variances[column].item<float>();
            var interval = MeanInterval.Of(errors[.., column].data<float>().Select(error => error / (double)variance));
            return new MeasuredFigure(part,
                string.Create(CultureInfo.InvariantCulture, $"R2 of {parameter} (moves {levels[column]:F1} levels)"),
                1 - interval.Mean, 1 - interval.High, 1 - interval.Low, portraits) { Method = IntervalMethod.StudentT };
        })];
    }

    /// <summary>By how many levels of 255 each parameter moves a drawing, a root mean square over all pixels.</summary>
    private double[] LevelsMoved()
    {
        using var scope = NewDisposeScope();
        var rows = new PortraitSampler(set).Sample(0, Moved);
        return [.. Enumerable.Range(0, PortraitParameters.Count).Select(column =>
        {
            using var inner = NewDisposeScope();
            return ParameterMoves.Levels(ParameterMoves.Drawn(ParameterMoves.Ends(rows, column)));
        })];
    }

    /// <summary>Verification on hard pairs, with the curve of thresholds.</summary>
    private IEnumerable<MeasuredFigure> People(int people)
    {
        const string part = "hard pairs";
        var pairs = HardPairs.Measure(set, people, observer.call, observer.Distance, device);
        yield return Estimate.Auc(part, "verification by the observer, AUC",
            [.. pairs.Same.Select(distance => -distance)], [.. pairs.Different.Select(distance => -distance)], 0.98);
        var ordered = pairs.Different.Order().ToArray();
        foreach (var rate in FalseAccepts)
        {
            var most = ordered[(int)(rate * ordered.Length)];
            yield return Estimate.Share(part, string.Create(CultureInfo.InvariantCulture,
                $"same person known where {rate:P1} of others pass (below {most:F2})"),
                pairs.Same.Count(distance => distance < most), people);
        }
        yield return Estimate.Mean(part, "distance, same person", [.. pairs.Same.Select(d => (double)d)]);
        yield return Estimate.Mean(part, "distance, lookalikes", [.. pairs.Different.Select(d => (double)d)]);
    }

    private IEnumerable<MeasuredFigure> Pictures(int portraits)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sampler = new PortraitSampler(set);
        var drawn = Each(sampler.Sample(0, portraits), PortraitStyle.Photo, observer.Features);
        var again = Each(sampler.Sample(portraits, portraits), PortraitStyle.Photo, observer.Features);
        // The generator's portraits have the code of those drawn again.
        var made = InBatches(PortraitLatent.NormalsOf(sampler.Sample(portraits, portraits)), normals =>
            observer.Features(generator.call(PortraitLatent.FromNormals(normals.to(device)))));
        foreach (var (name, features) in new[] { ("drawing against drawing, the floor", again), ("generated", made) })
        {
            yield return Within("FID-P at infinite n", FrechetDistance.AtInfinity(drawn, features),
                IntervalMethod.Jackknife);
            yield return Within("KID-P, 100 subsets of 500", KernelDistance.OfSubsets(drawn, features, SubsetSeed),
                IntervalMethod.Subsets);

            MeasuredFigure Within(string figure, (double Value, double Reach) found, IntervalMethod method) =>
                new(name, figure, found.Value, found.Value - found.Reach, found.Value + found.Reach, portraits)
                {
                    Method = method,
                };
        }
    }

    private Tensor Each(Tensor rows, PortraitStyle style, Func<Tensor, Tensor> of) =>
        InBatches(rows, some => of(PortraitRenderer.Render(some, style: style).to(device)));

    private static Tensor InBatches(Tensor rows, Func<Tensor, Tensor> of) => cat([.. rows.split(Batch).Select(some =>
    {
        using var scope = NewDisposeScope();
        return of(some).cpu().MoveToOuterDisposeScope();
    })], 0);
}
