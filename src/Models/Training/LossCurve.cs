using System.Globalization;

namespace EditableDeepSC.Models.Training;

/// <summary>The losses of a training over its steps, a mean of twenty steps a row, in curve.csv.</summary>
internal sealed class LossCurve
{
    private const int Every = 20;
    private readonly string path;
    private readonly Dictionary<string, double> sums = [];
    private int count;

    /// <summary>Continues the file up to a step; later rows come from work that was lost with a kill.</summary>
    public LossCurve(DirectoryInfo run, long step)
    {
        path = Path.Combine(run.FullName, "curve.csv");
        if (!File.Exists(path)) return;
        var kept = File.ReadLines(path).Where((line, row) => row == 0
            || (long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var at) && at <= step)).ToList();
        File.WriteAllLines(path, kept);
    }

    /// <summary>The means of the last row written.</summary>
    public IReadOnlyList<(string Name, double Value)> Latest { get; private set; } = [];

    /// <summary>Whether a row is complete: where a training may be broken off and leave no mark on its curve.</summary>
    public static bool EndsRowAt(long step) => step % Every == 0;

    public void Add(long step, IReadOnlyList<(string Name, double Value)> losses)
    {
        foreach (var (name, value) in losses) sums[name] = sums.GetValueOrDefault(name) + value;
        count++;
        if (!EndsRowAt(step)) return;
        Latest = [.. sums.Select(sum => (sum.Key, sum.Value / count))];
        if (!File.Exists(path))
            File.WriteAllText(path, $"step,{string.Join(',', Latest.Select(loss => loss.Name))}\n");
        File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{step}") + ","
            + string.Join(',', Latest.Select(loss => loss.Value.ToString("G6", CultureInfo.InvariantCulture))) + "\n");
        sums.Clear();
        count = 0;
    }
}
