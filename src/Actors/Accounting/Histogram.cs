namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// How a positive quantity is spread, in buckets 2 % apart: percentiles are within 1 % of the true ones, in memory that
/// grows with the range of the values, up to 11 KB, but not with their number.
/// </summary>
public sealed class Histogram
{
    private const double Ratio = 1.02;
    private const double Smallest = 1e-6;
    private const int BucketCount = 1400; // up to 1e6

    private const int Room = 8;

    private static readonly double LogRatio = Math.Log(Ratio);

    private long[] buckets = [];
    private int first;

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Max { get; private set; }

    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    public void Add(double value)
    {
        var bucket = BucketOf(value);
        if (bucket < first || bucket >= first + buckets.Length) Reach(bucket);
        buckets[bucket - first]++;
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
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += buckets[i];
            if (seen >= rank) return Math.Min(Max, ValueOf(first + i));
        }
        return Max;
    }

    /// <summary>Makes room for a bucket outside those held.</summary>
    private void Reach(int bucket)
    {
        var isEmpty = buckets.Length == 0;
        var from = isEmpty || bucket < first ? Math.Max(0, bucket - Room) : first;
        var to = isEmpty || bucket >= first + buckets.Length
            ? Math.Min(BucketCount, bucket + Room)
            : first + buckets.Length;
        var wider = new long[to - from];
        buckets.CopyTo(wider, isEmpty ? 0 : first - from);
        (buckets, first) = (wider, from);
    }

    private static int BucketOf(double value) => value <= Smallest
        ? 0
        : Math.Min(BucketCount - 1, 1 + (int)(Math.Log(value / Smallest) / LogRatio));

    /// <summary>The middle of a bucket.</summary>
    private static double ValueOf(int bucket) => bucket == 0 ? 0 : Smallest * Math.Pow(Ratio, bucket - 0.5);
}
