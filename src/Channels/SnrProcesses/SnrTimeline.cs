using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>An SNR at a moment.</summary>
public sealed record SnrPoint
{
    internal const double MinDb = -100;
    internal const double MaxDb = 200;

    [Parameter("Time from the start of the run.", Min = 0, Max = 1e9, Unit = "s")]
    public double AtSeconds { get; init; }

    [Parameter("Es/N0 at that time.", Min = MinDb, Max = MaxDb, Unit = "dB")]
    public double SnrDb { get; init; }
}

/// <summary>Points in order of time, found by bisection.</summary>
internal sealed class SnrTimeline
{
    private readonly double[] seconds;
    private readonly double[] snrDb;

    /// <summary>Throws <see cref="ChannelOptionException"/> where a point is not after the one before it.</summary>
    public SnrTimeline(string module, IReadOnlyList<SnrPoint> points)
    {
        seconds = [.. points.Select(point => point.AtSeconds)];
        snrDb = [.. points.Select(point => point.SnrDb)];
        for (var i = 1; i < seconds.Length; i++)
        {
            if (seconds[i] > seconds[i - 1]) continue;
            throw new ChannelOptionException(FormattableString.Invariant(
                $"{module}: 'points[{i}].atSeconds' is {seconds[i]} s, not after {seconds[i - 1]} s: ") +
                "sort the points.");
        }
    }

    /// <summary>The value of the last point not after the time; before the first point, the first one's.</summary>
    public double Held(double timeSeconds) => snrDb[Math.Max(0, LastAt(timeSeconds))];

    /// <summary>Straight lines between the points; before the first and after the last the value stays.</summary>
    public double Interpolated(double timeSeconds)
    {
        var i = LastAt(timeSeconds);
        if (i < 0) return snrDb[0];
        if (i == seconds.Length - 1) return snrDb[^1];
        var share = (timeSeconds - seconds[i]) / (seconds[i + 1] - seconds[i]);
        return snrDb[i] + share * (snrDb[i + 1] - snrDb[i]);
    }

    private int LastAt(double timeSeconds)
    {
        var found = Array.BinarySearch(seconds, timeSeconds);
        return found >= 0 ? found : ~found - 1;
    }
}
