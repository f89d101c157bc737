using System.Globalization;

namespace EditableDeepSC.Benchmarks;

/// <summary>Readings of this process's memory, and whether it grows.</summary>
internal sealed class ResidentMemory
{
    private readonly List<double> readings = [];

    /// <summary>Mean of the last quarter of the readings above that of the third, MiB.</summary>
    public double GrownMiB
    {
        get
        {
            var quarter = readings.Count / 4;
            return readings.Skip(3 * quarter).Average() - readings.Skip(2 * quarter).Take(quarter).Average();
        }
    }

    public double LastMiB => readings[^1];

    public void Read() => readings.Add(NowMiB());

    /// <summary>Resident memory without file pages: code that is touched for the first time is no leak.</summary>
    public static double NowMiB()
    {
        var line = File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', '\t')[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
