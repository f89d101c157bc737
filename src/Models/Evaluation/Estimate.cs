using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>Estimates with their 95 % intervals: Wilson's, Student's t, or the bootstrap, as the figure says.</summary>
internal static class Estimate
{
    private const int Resamples = 1000;

    /// <summary>A share of trials.</summary>
    public static MeasuredFigure Share(string part, string name, long hits, int count, Bar? bar = null)
    {
        var interval = RateInterval.Wilson(hits, count);
        return new(part, name, interval.Rate, interval.Low, interval.High, count, bar)
        {
            Method = IntervalMethod.Wilson,
        };
    }

    /// <summary>
    /// A mean over independent portraits, of a number each, by their spread. A share over five attributes is one:
    /// errors of one portrait may go together.
    /// </summary>
    public static MeasuredFigure Mean(string part, string name, IReadOnlyList<double> values, Bar? bar = null)
    {
        var interval = MeanInterval.Of(values);
        return new(part, name, interval.Mean, interval.Low, interval.High, values.Count, bar)
        {
            Method = IntervalMethod.StudentT,
        };
    }

    /// <summary>What is counted or computed and has no interval.</summary>
    public static MeasuredFigure Exact(string part, string name, double value, int count, Bar? bar = null) =>
        new(part, name, value, value, value, count, bar);

    /// <summary>By how much paired values are lower than others, item by item: below 0 where they are.</summary>
    public static MeasuredFigure Difference(string part, string name, IReadOnlyList<double> ours,
        IReadOnlyList<double> theirs, Bar? bar = null) =>
        Mean(part, name, [.. ours.Zip(theirs, (one, other) => one - other)], bar);

    /// <summary>The mean of values over the mean of others that are paired with them.</summary>
    public static MeasuredFigure Ratio(string part, string name, IReadOnlyList<double> ours,
        IReadOnlyList<double> theirs, Bar? bar = null) => Bootstrap(part, name, [ours.Count],
        times => Sum(ours, times[0]) / Sum(theirs, times[0]), bar);

    /// <summary>The area under the ROC curve: how often a positive's score is above a negative's.</summary>
    public static MeasuredFigure Auc(string part, string name, float[] positives, float[] negatives, Bar? bar = null)
    {
        float[] ups = [.. positives.Order()], downs = [.. negatives.Order()];
        return Bootstrap(part, name, [ups.Length, downs.Length], times => Area(ups, times[0], downs, times[1]), bar);
    }

    /// <summary>Any statistic of samples, by how often each item of each sample is taken.</summary>
    private static MeasuredFigure Bootstrap(
        string part, string name, int[] sizes, Func<int[][], double> statistic, Bar? bar)
    {
        var drawn = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            drawn[resample] = statistic([.. sizes.Select((size, sample) =>
            {
                var key = new PhiloxKey(default, StreamPurpose.Bootstrap, default, new(resample), (byte)sample);
                var times = new int[size];
                for (var i = 0; i < size; i++) times[(int)(size * key.Uniform((uint)i))]++;
                return times;
            })]);
        }
        Array.Sort(drawn);
        var value = statistic([.. sizes.Select(size => Enumerable.Repeat(1, size).ToArray())]);
        return new(part, name, value, drawn[Resamples / 40], drawn[^(Resamples / 40)], sizes.Sum(), bar)
        {
            Method = IntervalMethod.Bootstrap,
        };
    }

    private static double Sum(IReadOnlyList<double> values, int[] times)
    {
        var sum = 0.0;
        for (var i = 0; i < times.Length; i++) sum += times[i] * values[i];
        return sum;
    }

    /// <summary>Over scores in order; ties count half.</summary>
    private static double Area(float[] ups, int[] upTimes, float[] downs, int[] downTimes)
    {
        var (below, upTo, lower, upper, area) = (0L, 0L, 0, 0, 0.0);
        for (var i = 0; i < ups.Length; i++)
        {
            while (lower < downs.Length && downs[lower] < ups[i]) below += downTimes[lower++];
            while (upper < downs.Length && downs[upper] <= ups[i]) upTo += downTimes[upper++];
            area += upTimes[i] * (below + upTo) / 2.0;
        }
        return area / ((double)ups.Length * downs.Length);
    }
}
