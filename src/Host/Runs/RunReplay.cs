using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>Makes the result of a run again from its events, also of one that was killed.</summary>
internal static class RunReplay
{
    /// <summary>
    /// Reads a run folder; a last line that was cut off is left out, other damage throws
    /// <see cref="UserErrorException"/>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="scenario">Its scenario.</param>
    /// <param name="before">The summary that the run itself wrote; null where it was killed.</param>
    /// <param name="trace">Gets what is kept for the report.</param>
    public static RunResult Read(RunFolder folder, Scenario scenario, RunSummary? before, RunTrace trace)
    {
        var sheet = new BalanceSheet();
        var run = new RunStatistics(scenario.Adapters.SnrsDb, scenario.Users.Count);
        var lastSeconds = 0.0;
        foreach (var seen in EventsOf(folder.Events))
        {
            lastSeconds = Math.Max(lastSeconds, seen.TimeSeconds);
            var id = new TransmissionId(seen.Id);
            if (seen.Event == Stage.Submitted) sheet.Submit(id);
            else if (seen.Record is { } record) End(sheet, run, trace, record);
            else sheet.Reach(id, seen.Event);
        }
        var balance = sheet.Close();
        if (before is not null && before.Balance.Submitted != balance.Submitted)
        {
            throw new UserErrorException($"{folder.Events} has {balance.Submitted} of the "
                + $"{before.Balance.Submitted} requests of summary.json: part of the file is missing.");
        }
        var empty = new PoolReport(default, 0, default);
        return new RunResult(balance, run, before?.Encoders ?? empty, before?.Decoders ?? empty,
            before?.DeadLetters ?? 0, before?.SimulatedSeconds ?? lastSeconds,
            before?.WallSeconds ?? 0, before?.End ?? RunEnd.Interrupted) { HungWorkers = before?.HungWorkers ?? [] };
    }

    private static void End(BalanceSheet sheet, RunStatistics run, RunTrace trace, TransmissionRecord record)
    {
        sheet.End(new TransmissionId(record.Id), record.Kind);
        run.Add(record);
        trace.Timeline.Add(record);
        trace.Pictures.Find(record);
    }

    private static IEnumerable<RunEvent> EventsOf(string path)
    {
        var (number, broken) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (broken > 0) throw new UserErrorException($"{path}:{broken}: this line is not an event of a run.");
            if (Parse(line) is { } seen) yield return seen;
            else broken = number; // the line that a killed run was writing, if it is the last
        }
    }

    private static RunEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, JsonOutput.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
