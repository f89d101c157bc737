namespace EditableDeepSC.Benchmarks.Jecc;

/// <summary>One line of the table: a way to take the pairs through the chain, measured once a round.</summary>
internal sealed class JeccSetting(string title, int batch, int pairs, Func<StageTimes> run)
{
    private readonly List<StageTimes> rounds = [];

    internal string Title => title;

    internal int Batch => batch;

    internal double PairsPerSecond => Median(rounds.Select(times => pairs / times.Total));

    internal void Measure() => rounds.Add(run());

    /// <summary>By how much it is faster than another that took the same pairs, round by round.</summary>
    internal double Over(JeccSetting other) =>
        Median(rounds.Zip(other.rounds, (ours, theirs) => theirs.Total / ours.Total));

    /// <summary>Of each stage, 0..1.</summary>
    internal IEnumerable<double> Shares() => StageTimes.Names.Select((_, stage) =>
        rounds.Sum(times => times.Seconds[stage]) / rounds.Sum(times => times.Total));

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
