using EditableDeepSC.Channels.ErrorRates;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>A measured figure with its 95 % interval and, where there is one, the bar it is held to.</summary>
/// <param name="Part">The network or method.</param>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">n.</param>
/// <param name="Bar">The least value asked for, or the most.</param>
/// <param name="LessIsBetter">Whether the bar is the most.</param>
public sealed record MeasuredFigure(string Part, string Name, double Value, double Low, double High, int Count,
    double? Bar = null, bool LessIsBetter = false)
{
    /// <summary>What was not measured, a NaN, meets no bar.</summary>
    public bool Met => Bar is not { } bar || (LessIsBetter ? Value <= bar : Value >= bar);
}

/// <summary>Estimates with their 95 % intervals.</summary>
internal static class Estimate
{
    /// <summary>A share of trials, by Wilson's interval.</summary>
    public static MeasuredFigure Share(string part, string name, long hits, int count, double? bar = null)
    {
        var interval = RateInterval.Wilson(hits, count);
        return new(part, name, interval.Rate, interval.Low, interval.High, count, bar);
    }

    /// <summary>
    /// A mean over independent portraits, of a number each, by their spread. A share over five attributes is one:
    /// errors of one portrait may go together.
    /// </summary>
    public static MeasuredFigure Mean(string part, string name, IReadOnlyList<double> values, double? bar = null,
        bool lessIsBetter = false)
    {
        var interval = MeanInterval.Of(values);
        return new(part, name, interval.Mean, interval.Low, interval.High, values.Count, bar, lessIsBetter);
    }

    /// <summary>
    /// The area under the ROC curve: how often a positive's score is above a negative's. Interval of Hanley and McNeil
    /// (1982).
    /// </summary>
    public static MeasuredFigure Auc(string part, string name, float[] positives, float[] negatives, double? bar = null)
    {
        var area = positives.Average(score => Below(negatives, score)) / negatives.Length;
        var (q1, q2) = (area / (2 - area), 2 * area * area / (1 + area));
        var variance = (area * (1 - area) + (positives.Length - 1) * (q1 - area * area)
            + (negatives.Length - 1) * (q2 - area * area)) / ((double)positives.Length * negatives.Length);
        var reach = RateInterval.Z95 * Math.Sqrt(Math.Max(0, variance));
        return new(part, name, area, area - reach, Math.Min(1, area + reach), positives.Length + negatives.Length, bar);
    }

    private static double Below(float[] negatives, float score) =>
        negatives.Sum(negative => negative < score ? 1 : negative == score ? 0.5 : 0);    // ties count half
}
