namespace EditableDeepSC.Channels.Tests;

/// <summary>The one-sample test of Kolmogorov and Smirnov.</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The largest distance between the samples' distribution and <paramref name="cdf"/>.</summary>
    public static double Statistic(float[] samples, Func<double, double> cdf)
    {
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        var largest = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var expected = cdf(sorted[i]);
            largest = Math.Max(largest, (i + 1.0) / sorted.Length - expected);
            largest = Math.Max(largest, expected - (double)i / sorted.Length);
        }
        return largest;
    }

    /// <summary>
    /// The statistic of <paramref name="count"/> right samples exceeds this once in a thousand times.
    /// </summary>
    public static double CriticalValue(int count) => Math.Sqrt(-Math.Log(0.001 / 2) / 2 / count);
}
