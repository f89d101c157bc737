using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>A measured SNR.</summary>
public sealed record TraceSnrOptions
{
    [Parameter("CSV file with two columns, seconds and dB, in order of time; a header and # comments may be there.")]
    public string File { get; init; } = "";

    [Parameter("Whether the trace starts again after its last point; otherwise the last value stays.")]
    public bool Repeat { get; init; }
}

/// <summary>Follows a trace from a CSV file, interpolating linearly in dB.</summary>
public sealed class TraceSnr : ISnrProcess
{
    public const string Name = "trace";
    private readonly SnrTimeline timeline;
    private readonly double startSeconds;
    private readonly double periodSeconds;

    public TraceSnr(TraceSnrOptions options)
    {
        OptionRules.Check(Name, options);
        var points = Read(options.File);
        timeline = new SnrTimeline(Name, points);
        startSeconds = points[0].AtSeconds;
        periodSeconds = options.Repeat ? points[^1].AtSeconds - startSeconds : 0;
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds)
    {
        if (periodSeconds > 0 && timeSeconds > startSeconds)
            timeSeconds = startSeconds + (timeSeconds - startSeconds) % periodSeconds;
        return timeline.Interpolated(timeSeconds);
    }

    private static List<SnrPoint> Read(string file)
    {
        try
        {
            var points = new List<SnrPoint>();
            var number = 0;
            var content = 0;
            foreach (var line in TextFile.Lines(file))
            {
                number++;
                if (line.AsSpan().TrimStart() is [] or ['#', ..]) continue;
                var isHeader = content++ == 0 && !line.Split(',').Any(cell => TryNumber(cell, out _));
                if (!isHeader) points.Add(Parse($"{Name}: {file}, line {number}", line, points.LastOrDefault()));
            }
            return points.Count > 0
                ? points
                : throw new ChannelOptionException($"{Name}: {file} has no points; give lines like '0.5, 12'.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ChannelOptionException($"{Name}: 'file' {file} cannot be read: {cause.Message}", cause);
        }
    }

    private static SnrPoint Parse(string place, string line, SnrPoint? previous)
    {
        var cells = line.Split(',');
        if (cells.Length != 2 || !TryNumber(cells[0], out var seconds) || !TryNumber(cells[1], out var snrDb))
            throw new ChannelOptionException($"{place}: '{line.Trim()}' is not 'seconds, dB', two numbers.");
        var point = new SnrPoint { AtSeconds = seconds, SnrDb = snrDb };
        OptionRules.Check(place, point);
        if (previous is not null && seconds <= previous.AtSeconds)
        {
            throw new ChannelOptionException(FormattableString.Invariant(
                $"{place}: {seconds} s is not after {previous.AtSeconds} s: sort the lines by time."));
        }
        return point;
    }

    private static bool TryNumber(string cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
