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

    /// <summary>Makes a folder that was not there: the one asked for, or runs/TIME-NAME.</summary>
    public static RunFolder Create(string? wanted, string name, DateTimeOffset now)
    {
        var time = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var stem = wanted ?? System.IO.Path.Combine("runs", $"{time}-{plain}");
        if (wanted is not null && Directory.Exists(wanted) && Directory.EnumerateFileSystemEntries(wanted).Any())
            throw new UserErrorException($"the folder '{wanted}' is not empty; give a new one with --out.");
        var path = stem;
        for (var i = 2; wanted is null && Directory.Exists(path); i++) path = $"{stem}-{i}";
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"cannot make the folder '{path}': {cause.Message}");
        }
        return new RunFolder(path);
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
