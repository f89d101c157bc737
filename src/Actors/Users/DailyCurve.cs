using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Users;

/// <summary>A rate that follows the hours of a day in straight lines, the same every day.</summary>
internal sealed class DailyCurve : IArrivalShape
{
    private const double SecondsPerHour = 3600;

    private readonly RateLines day; // begins at the first point
    private readonly double daySeconds;
    private readonly double startSeconds;
    private readonly double startCount;

    public DailyCurve(ArrivalOptions options)
    {
        var points = options.Points;
        Check(points, options.PeriodHours);
        day = new RateLines([.. points.Select((point, i) =>
        {
            var isLast = i + 1 == points.Count;
            var next = isLast ? points[0] : points[i + 1];
            var hours = next.AtHours + (isLast ? options.PeriodHours : 0) - point.AtHours;
            return (hours * SecondsPerHour, point.RatePerSecond, next.RatePerSecond);
        })]);
        daySeconds = options.PeriodHours * SecondsPerHour;
        var start = (options.StartHours - points[0].AtHours) % options.PeriodHours;
        startSeconds = (start < 0 ? start + options.PeriodHours : start) * SecondsPerHour;
        startCount = day.CountAt(startSeconds);
    }

    public double TimeOf(double count)
    {
        if (day.Total == 0) return double.PositiveInfinity;
        var days = Math.Floor((count + startCount) / day.Total);
        var rest = Math.Clamp(count + startCount - days * day.Total, 0, Math.BitDecrement(day.Total));
        return days * daySeconds + day.TimeOf(rest) - startSeconds;
    }

    private static void Check(IReadOnlyList<HourlyRate> points, double periodHours)
    {
        if (points.Count == 0)
        {
            throw new ChannelOptionException(
                "'points' is empty; give the day, such as [{ \"atHours\": 4, \"ratePerSecond\": 1 }, "
                + "{ \"atHours\": 20, \"ratePerSecond\": 9 }]")
            {
                Path = "points",
            };
        }
        for (var i = 0; i < points.Count; i++)
        {
            var (at, before) = (points[i].AtHours, i > 0 ? points[i - 1].AtHours : -1);
            if (at > before && at < periodHours) continue;
            throw new ChannelOptionException(FormattableString.Invariant($"'points[{i}].atHours' is {at}; ")
                + FormattableString.Invariant($"give hours in order, below the 'periodHours' of {periodHours}"))
            {
                Path = $"points[{i}].atHours",
            };
        }
    }
}
