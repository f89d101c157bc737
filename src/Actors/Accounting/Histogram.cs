namespace EditableDeepSC.Actors;

/// <summary>
/// How a positive quantity is spread, in buckets 2 % apart: percentiles are within 1 % of the true ones, in memory that
/// does not grow with the number of values.
/// </summary>
public sealed class Histogram
{
    private const double Ratio = 1.02;
    private const double Smallest = 1e-6;
    private const int BucketCount = 1400; // up to 1e6

    private readonly long[] buckets = new long[BucketCount];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Max { get; private set; }

    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    public void Add(double value)
    {
        buckets[BucketOf(value)]++;
        Count++;
        Sum += value;
        Max = Count == 1 ? value : Math.Max(Max, value);
    }

    /// <summary>The value that <paramref name="percent"/> of all do not exceed; NaN without values.</summary>
    public double Percentile(double percent)
    {
        if (Count == 0) return double.NaN;
        var rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        var seen = 0L;
        for (var i = 0; i < BucketCount; i++)
        {
            seen += buckets[i];
            if (seen >= rank) return Math.Min(Max, ValueOf(i));
        }
        return Max;
    }

    private static int BucketOf(double value) => value <= Smallest
        ? 0
        : Math.Min(BucketCount - 1, 1 + (int)(Math.Log(value / Smallest) / Math.Log(Ratio)));

    /// <summary>The middle of a bucket.</summary>
    private static double ValueOf(int bucket) => bucket == 0 ? 0 : Smallest * Math.Pow(Ratio, bucket - 0.5);
}
