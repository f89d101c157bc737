using System.Globalization;

namespace EditableDeepSC.Host.Runs;

/// <summary>The folder that a run leaves: what each file in it is called, and where a new one goes.</summary>
internal sealed class RunFolder(string path)
{
    public string Path { get; } = path;

    public string Scenario => In("scenario.json");

    public string Environment => In("environment.json");

    public string Events => In("events.jsonl");

    public string Metrics => In("metrics.csv");

    public string Users => In("users.csv");

    public string Summary => In("summary.json");

    public string Log => In("log.jsonl");

    /// <summary>A folder of pictures, where the codec has some.</summary>
    public string Images => In("images");

    public string Report => In("report.html");

    /// <summary>Where a run goes for which no folder is named: runs/TIME-NAME.</summary>
    public static string DefaultPath(string name, DateTimeOffset now)
    {
        var time = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return System.IO.Path.Combine("runs", $"{time}-{plain}");
    }

    /// <summary>The folder of one run of a sweep.</summary>
    public RunFolder Point(int index)
    {
        var point = new RunFolder(In($"point-{index + 1:000}"));
        Directory.CreateDirectory(point.Path);
        return point;
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
