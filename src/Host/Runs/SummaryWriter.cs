using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>Makes the summary of a run from its result.</summary>
internal static class SummaryWriter
{
    public static RunSummary Summarise(RunDescription description, RunResult result, RunTrace trace)
    {
        var sampled = trace.Timeline.SampleUsers.ToHashSet();
        var (run, scenario) = (result.Statistics, description.Scenario);
        ThresholdResult[] thresholds = [.. description.Thresholds.Select(threshold => threshold.Evaluate(run))];
        return new RunSummary
        {
            Name = scenario.Name,
            Label = description.Label,
            Codec = scenario.Codec,
            End = result.End,
            ExitCode = CodeOf(result, thresholds),
            Balance = result.Balance,
            DeadLetters = result.DeadLetters,
            Fingerprint = run.Fingerprint.ToString(),
            SimulatedSeconds = result.SimulatedSeconds,
            WallSeconds = result.WallSeconds,
            DeliveredPerSecond = result.Balance.Delivered / Math.Max(1e-9, result.SimulatedSeconds),
            Thresholds = thresholds,
            Stages = [.. run.Stages.All.Select(stage => StageSummary.Of(stage.Stage, stage.Seconds))],
            Quality = QualitySummary.From("all", run.All),
            Bands = [.. run.Bands.Select((band, i) => QualitySummary.From($"{run.AdapterSnrsDb[i]} dB", band))],
            Groups = [.. scenario.Users.Select((group, i) => new GroupSummary(group.Name,
                run.Count(i, OutcomeKind.Delivered), run.Count(i, OutcomeKind.Failed),
                run.Count(i, OutcomeKind.Expired), run.Count(i, OutcomeKind.Rejected)))],
            SampleUsers = [.. UserSummary.All(scenario, run).Where(user => sampled.Contains(user.User))],
            Reasons = run.Reasons.ToDictionary(pair => ScenarioKeys.NameOf(pair.Key.ToString()), pair => pair.Value),
            Adapters = Adapters(scenario, result),
            Encoders = result.Encoders,
            Decoders = result.Decoders,
        };
    }

    private static AdapterSummary Adapters(Scenario scenario, RunResult result)
    {
        var run = result.Statistics;
        var banks = result.Decoders.Adapters;
        return new AdapterSummary(ScenarioKeys.NameOf(scenario.Adapters.Policy.ToString()), run.AdapterSwitches,
            run.All.Delivered == 0 ? double.NaN : (double)run.MatchedAdapter.Delivered / run.All.Delivered,
            QualitySummary.From("best adapter", run.MatchedAdapter), QualitySummary.From("another", run.MismatchedAdapter),
            run.Mismatch.Count, run.Mismatch.LpipsP, run.Mismatch.HalfWidth,
            banks.Loads, banks.LoadSeconds * 1000);
    }

    private static int CodeOf(RunResult result, ThresholdResult[] thresholds)
    {
        if (result.End == RunEnd.Stalled || !result.Balance.IsBalanced || result.DeadLetters > 0)
            return ExitCode.Failed;
        if (result.End == RunEnd.Interrupted) return ExitCode.Interrupted;
        return thresholds.All(threshold => threshold.IsPassed) ? ExitCode.Ok : ExitCode.ThresholdFailed;
    }
}
