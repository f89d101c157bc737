namespace EditableDeepSC.Models.Training;

/// <summary>The losses of a training over its steps, a mean of twenty steps a row, in curve.csv.</summary>
internal sealed class LossCurve
{
    private const int Every = 20;
    private readonly string path;
    private readonly List<string> columns = ["step"];
    private readonly Dictionary<string, (double Sum, int Count)> sums = [];

    /// <summary>
    /// Continues the file up to a step; later rows come from work that was lost with a kill, and one of them may have
    /// been cut off by it before its first comma.
    /// </summary>
    public LossCurve(DirectoryInfo run, long step)
    {
        path = Path.Combine(run.FullName, "curve.csv");
        if (!File.Exists(path)) return;
        var kept = File.ReadLines(path).Where((line, row) => row == 0 || line.Split(',') is [var first, _, ..]
            && long.TryParse(first, CultureInfo.InvariantCulture, out var at) && at <= step).ToList();
        WholeFile.Write(path, Text(kept));
        if (kept.Count > 0) columns = [.. kept[0].Split(',')];
    }

    /// <summary>The means of the last row written.</summary>
    public IReadOnlyList<(string Name, double Value)> Latest { get; private set; } = [];

    /// <summary>Whether a row is complete: where a training may be broken off and leave no mark on its curve.</summary>
    public static bool EndsRowAt(long step) => step % Every == 0;

    public void Add(long step, IReadOnlyList<(string Name, double Value)> losses)
    {
        foreach (var (name, value) in losses)
        {
            var (sum, count) = sums.GetValueOrDefault(name);
            sums[name] = (sum + value, count + 1);
        }
        if (!EndsRowAt(step)) return;
        Latest = [.. sums.Select(loss => (loss.Key, loss.Value.Sum / loss.Value.Count))];
        sums.Clear();
        Write(step);
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    // A loss that joins later in a training gets a column at the end.
    private void Write(long step)
    {
        string[] joining = [.. Latest.Select(loss => loss.Name).Except(columns)];
        if (joining.Length > 0)
        {
            columns.AddRange(joining);
            var rows = File.Exists(path) ? File.ReadLines(path).Skip(1).ToList() : [];
            WholeFile.Write(path, Text(rows.Prepend(string.Join(',', columns))));
        }
        var values = Latest.ToDictionary(
            loss => loss.Name, loss => loss.Value.ToString("G6", CultureInfo.InvariantCulture));
        values["step"] = step.ToString(CultureInfo.InvariantCulture);
        File.AppendAllText(path,
            string.Join(',', columns.Select(column => values.GetValueOrDefault(column, ""))) + "\n");
    }
}
