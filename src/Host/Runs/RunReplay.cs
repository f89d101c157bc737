using System.Text.Json;
using EditableDeepSC.Actors;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Host;

/// <summary>Makes the result of a run again from its events, also of one that was killed.</summary>
internal static class RunReplay
{
    /// <summary>Reads a run folder; a last line that was cut off is left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="point">Its scenario.</param>
    /// <param name="trace">Gets what is kept for the report.</param>
    public static RunResult Read(RunFolder folder, ScenarioPoint point, RunTrace trace)
    {
        var sheet = new BalanceSheet();
        var run = new RunStatistics(point.Scenario.Adapters.SnrsDb, point.Scenario.Users.Count);
        var lastSeconds = 0.0;
        foreach (var line in File.ReadLines(folder.Events))
        {
            if (Parse(line) is not { } seen) continue;
            lastSeconds = Math.Max(lastSeconds, seen.TimeSeconds);
            var id = new TransmissionId(seen.Id);
            if (seen.Event == RunEvent.Submitted) sheet.Submit(id);
            else if (seen is { Event: RunEvent.Ended, Record: { } record }) End(sheet, run, trace, record);
            else if (Enum.TryParse<Stage>(seen.Event, ignoreCase: true, out var stage)) sheet.Reach(id, stage);
        }
        var before = File.Exists(folder.Summary) ? RunFiles.ReadSummary(folder.Path) : null;
        var empty = new PoolReport(default, 0, default);
        return new RunResult(sheet.Close(), run, before?.Encoders ?? empty, before?.Decoders ?? empty,
            before?.DeadLetters ?? 0, before?.SimulatedSeconds ?? lastSeconds,
            before?.WallSeconds ?? 0, before?.End ?? RunEnd.Interrupted);
    }

    private static void End(BalanceSheet sheet, RunStatistics run, RunTrace trace, TransmissionRecord record)
    {
        sheet.End(new TransmissionId(record.Id), record.Kind);
        run.Add(record);
        trace.Timeline.Add(record);
        trace.Pictures.Find(record);
    }

    private static RunEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, RunJson.Line);
        }
        catch (JsonException)
        {
            return null; // the line that a killed run was writing
        }
    }
}
