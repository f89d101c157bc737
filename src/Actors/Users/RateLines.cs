namespace EditableDeepSC.Actors.Users;

/// <summary>A rate over a limited time made of straight lines, each with a beginning and an end of its own.</summary>
internal sealed class RateLines
{
    private readonly IReadOnlyList<(double Seconds, double From, double To)> lines;
    private readonly double[] starts; // s, with the end of the last line
    private readonly double[] counts; // arrivals before each start, on the average

    /// <param name="lines">Length, s, and first and last rate, 1/s, of each.</param>
    public RateLines(IReadOnlyList<(double Seconds, double From, double To)> lines)
    {
        this.lines = lines;
        starts = new double[lines.Count + 1];
        counts = new double[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
        {
            var (seconds, from, to) = lines[i];
            starts[i + 1] = starts[i] + seconds;
            counts[i + 1] = counts[i] + seconds * (from + to) / 2;
        }
    }

    /// <summary>Arrivals on the average until the end.</summary>
    public double Total => counts[^1];

    /// <summary>Arrivals on the average before a time within the lines.</summary>
    public double CountAt(double seconds)
    {
        var line = Math.Min(LastNotAbove(starts, seconds), lines.Count - 1);
        var (length, from, to) = lines[line];
        var passed = seconds - starts[line];
        return counts[line] + passed * (from + (to - from) * passed / length / 2);
    }

    /// <summary>When there have been so many arrivals on the average, s; infinite from the total on.</summary>
    public double TimeOf(double count)
    {
        if (count >= Total) return double.PositiveInfinity;
        var line = LastNotAbove(counts, count); // its rate is not 0 throughout: the next count is above
        var (length, from, to) = lines[line];
        var rest = count - counts[line];
        if (rest == 0) return starts[line];
        // From s + from + slope s^2 / 2 = rest, written so that a slope of 0 needs no case of its own.
        var root = Math.Sqrt(Math.Max(0, from * from + 2 * (to - from) / length * rest));
        return Math.Min(starts[line] + 2 * rest / (from + root), starts[line + 1]);
    }

    /// <summary>The last of sorted numbers that is not above a value; the first is not.</summary>
    private static int LastNotAbove(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= value) low = middle;
            else high = middle;
        }
        return low;
    }
}
