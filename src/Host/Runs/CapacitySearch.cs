using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>What a configuration carries: the largest load at which its metrics hold, found by doubling and bisection.</summary>
/// <param name="measure">Runs the scenario at a load, always with the same seed.</param>
/// <param name="load">The number that is the load.</param>
/// <param name="tolerance">How near the load that holds and the one that does not must be, as a share of the load.</param>
internal sealed class CapacitySearch(Func<double, Task<CapacityPoint>> measure, ScenarioNumber load, double tolerance)
{
    private const int MostSteps = 20; // a factor of a million

    private readonly SortedDictionary<double, CapacityPoint> points = [];

    /// <summary>All that was measured, in the order of the load.</summary>
    public IReadOnlyCollection<CapacityPoint> Points => points.Values;

    /// <summary>
    /// The last load that holds and the first that does not; one of them is null where all loads hold, or none does.
    /// </summary>
    /// <param name="from">The lowest load; null halves the scenario's until it holds.</param>
    /// <param name="to">The highest load; null doubles the lowest until it fails.</param>
    public async Task<(CapacityPoint? Holds, CapacityPoint? Fails)> FindAsync(double? from, double? to)
    {
        var low = await At(from ?? Math.Clamp(load.Value, Least, to ?? load.Rule.Max));
        CapacityPoint? high = null;
        for (var step = 0; !low.Holds; step++)
        {
            high = low;
            if (from is not null || low.Load <= Least || step == MostSteps) return (null, high);
            low = await At(Math.Max(Least, low.Load / 2));
        }
        if (to is { } most && high is null) high = await At(most);
        for (var step = 0; high is null or { Holds: true }; step++)
        {
            low = high ?? low;
            if (to is not null || low.Load >= load.Rule.Max || step == MostSteps) return (low, null);
            high = await At(Math.Min(load.Rule.Max, low.Load * 2));
        }
        while (high.Load - low.Load > Math.Max(load.IsWhole ? 1 : 0, tolerance * low.Load))
        {
            var middle = await At((low.Load + high.Load) / 2);
            if (middle.Holds) low = middle;
            else high = middle;
        }
        return (low, high);
    }

    /// <summary>No load is 0: doubling would not leave it.</summary>
    private double Least => load.Rule.Min > 0 ? load.Rule.Min : load.IsWhole ? 1 : 1e-6;

    private async Task<CapacityPoint> At(double value)
    {
        var rounded = load.IsWhole ? Math.Floor(value) : value;
        if (!points.TryGetValue(rounded, out var point)) points.Add(rounded, point = await measure(rounded));
        return point;
    }
}

/// <summary>A scenario at one load.</summary>
/// <param name="Load">The load.</param>
/// <param name="Metrics">What was measured.</param>
/// <param name="DeliveredPerSecond">Pictures a second while users asked.</param>
/// <param name="UndeliveredShare">Requests that were rejected, expired or failed, of all.</param>
/// <param name="Stages">Encoders, air and decoders.</param>
internal sealed record CapacityPoint(double Load, IReadOnlyList<ThresholdResult> Metrics, double DeliveredPerSecond,
    double UndeliveredShare, IReadOnlyList<StageLoad> Stages)
{
    public bool Holds => Metrics.All(metric => metric.IsPassed);

    /// <summary>
    /// The stage that holds the others up: the last that is full, as it fills the queues before it; where none is, the
    /// one with the longest wait.
    /// </summary>
    public StageLoad Bottleneck => Stages.LastOrDefault(stage => stage.IsFull) ?? Stages.MaxBy(stage => stage.WaitMs)!;

    public static CapacityPoint Of(
        double load, Scenario scenario, IReadOnlyList<Threshold> metrics, RunResult result, StageLoads loads)
    {
        var seconds = Math.Min(scenario.DurationSeconds, result.SimulatedSeconds);
        var (run, delivered) = (result.Statistics, result.Balance.Delivered);
        return new CapacityPoint(load, [.. metrics.Select(metric => metric.Evaluate(run))], delivered / seconds,
            1 - (double)delivered / run.Requests,
            loads.Busiest(seconds, [scenario.Encoders.Workers, scenario.Air.Count, scenario.Decoders.Workers]));
    }
}
