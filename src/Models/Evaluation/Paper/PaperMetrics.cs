using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Evaluation.Paper;

/// <summary>The metrics of section V: each a figure with its interval, or a text that says why not.</summary>
internal sealed class PaperMetrics(PaperResults results, PaperPlan plan)
{
    public const string Lpips = "LPIPS-P", Fid = "FID-P", Kid = "KID-P";
    public const string NotComputed = "not computed";

    private const int LeastForFid = 2000, SmallSubset = 50;
    private static readonly Seed Subsets = new(94);
    private readonly Dictionary<(string, string, string, double), object> known = [];

    public static IReadOnlyList<string> Names { get; } = [Lpips, Fid, Kid];

    /// <summary>A metric of a method beside the originals.</summary>
    public object Of(string metric, string part, string method, double snrDb) =>
        known.TryGetValue((metric, part, method, snrDb), out var cell) ? cell
            : known[(metric, part, method, snrDb)] = metric == Lpips
                ? Mean(part, method, snrDb, ComparisonPart.ToOriginal, Lpips)
                : Distribution(metric, results.Column(part, method, snrDb, ComparisonPart.Features),
                    Originals(part, method, snrDb));

    /// <summary>The mean of a column.</summary>
    public object Mean(string part, string method, double snrDb, string column, string name) =>
        results.Column(part, method, snrDb, column) is { Length: > 0 } values
            ? Estimate.Mean($"{part}, {method}, {snrDb} dB", name, [.. values.Select(value => (double)value)])
            : NotComputed;

    /// <summary>The share of ones in a column; NaN does not count.</summary>
    public object Share(string part, string method, double snrDb, string column, string name) =>
        results.Column(part, method, snrDb, column).Where(float.IsFinite).ToList() is { Count: > 0 } values
            ? Estimate.Share($"{part}, {method}, {snrDb} dB", name, values.Count(value => value > 0), values.Count)
            : NotComputed;

    /// <summary>By how much a method is better than another, as the paper states it: 1 less their ratio.</summary>
    public MeasuredFigure Gain(string metric, string part, string ours, string other, double snrDb, Bar bar)
    {
        var name = $"{metric}: gain on {other}";
        if (metric == Lpips)
        {
            var (a, b) = (Doubles(ours), Doubles(other));
            var paired = Math.Min(a.Length, b.Length);    // ours has more portraits, the same first ones
            var ratio = Estimate.Ratio(part, name, a[..paired], b[..paired]);
            return ratio with { Value = 1 - ratio.Value, Low = 1 - ratio.High, High = 1 - ratio.Low, Bar = bar };
        }
        var mine = (MeasuredFigure)Of(metric, part, ours, snrDb);
        var theirs = (MeasuredFigure)Of(metric, part, other, snrDb);
        var quotient = mine.Value / theirs.Value;
        var reach = Math.Sqrt(Math.Pow((mine.High - mine.Value) / theirs.Value, 2)
            + Math.Pow(quotient * (theirs.High - theirs.Value) / theirs.Value, 2));
        return mine with
        {
            Part = part,
            Name = name,
            Value = 1 - quotient,
            Low = 1 - quotient - reach,
            High = 1 - quotient + reach,
            Count = Math.Min(mine.Count, theirs.Count),
            Bar = bar,
        };

        double[] Doubles(string method) => [.. results.Column(part, method, snrDb, ComparisonPart.ToOriginal)
            .Select(value => (double)value)];
    }

    private float[] Originals(string part, string method, double snrDb) =>
        results.Column(part, method, snrDb, ComparisonPart.Originals) is { Length: > 0 } own ? own
            : results.Column(part, ComparisonPart.Originals, 0, ComparisonPart.Features);

    private object Distribution(string metric, float[] features, float[] originals)
    {
        var rows = features.Length / Observer.FeatureSize;
        var least = metric == Fid ? LeastForFid : 2 * SmallSubset;
        if (!plan.HasDistributions || rows == 0) return NotComputed;
        if (rows < least) return string.Create(CultureInfo.InvariantCulture, $"{NotComputed}: n {rows} below {least}");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (made, drawn) = (Rows(features), Rows(originals)[..rows]);
        var size = rows >= 2 * KernelDistance.SubsetSize ? KernelDistance.SubsetSize : SmallSubset;
        var (value, reach) = metric == Fid ? FrechetDistance.AtInfinity(drawn, made)
            : KernelDistance.OfSubsets(drawn, made, Subsets, size);
        return new MeasuredFigure("", metric, value, value - reach, value + reach, rows)
        {
            Method = metric == Fid ? IntervalMethod.Jackknife : IntervalMethod.Subsets,
        };

        static Tensor Rows(float[] values) => tensor(values).view(-1, Observer.FeatureSize);
    }
}
