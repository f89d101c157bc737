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
    private const double MostSeconds = 1e12;

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
        var run = new RunStatistics(scenario.Adapters.SnrsDb, scenario.Users.Count, scenario.Air.Count,
            scenario.UsersListed);
        var lastSeconds = 0.0;
        foreach (var seen in EventsOf(folder.Events, scenario))
        {
            lastSeconds = Math.Max(lastSeconds, seen.TimeSeconds);
            var id = new TransmissionId(seen.Id);
            if (seen.Event == Stage.Submitted) sheet.Submit(id);
            else if (seen.Record is { } record) End(sheet, run, trace, record);
            else if (seen.Rejections is { } refused) Reject(sheet, run, refused);
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
            before?.WallSeconds ?? 0, before?.End ?? RunEnd.Interrupted)
        { HungWorkers = before?.HungWorkers ?? [], Cluster = before?.Cluster };
    }

    /// <summary>Reads what a report draws, where the figures do not follow from the events.</summary>
    public static void Trace(RunFolder folder, Scenario scenario, RunTrace trace)
    {
        foreach (var seen in EventsOf(folder.Events, scenario))
        {
            if (seen.Record is not { } record) continue;
            trace.Add(record);
            trace.Pictures.Find(record);
        }
    }

    private static void End(BalanceSheet sheet, RunStatistics run, RunTrace trace, TransmissionRecord record)
    {
        sheet.End(new TransmissionId(record.Id), record.Kind);
        run.Add(record);
        trace.Add(record);
        trace.Pictures.Find(record);
    }

    private static void Reject(BalanceSheet sheet, RunStatistics run, IReadOnlyList<Rejections> refused)
    {
        foreach (var part in refused)
        {
            sheet.Reject(part.Count);
            run.Add(part);
        }
    }

    private static IEnumerable<RunEvent> EventsOf(string path, Scenario scenario)
    {
        var (number, broken) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (broken > 0) throw new UserErrorException($"{path}:{broken}: this line is not an event of a run.");
            if (Parse(line) is { } seen && IsPossible(seen, scenario))
            {
                if (seen.Machine is null) yield return seen;
            }
            else broken = number; // the line that a killed run was writing, if it is the last
        }
    }

    /// <summary>Whether a run of this scenario can have written it.</summary>
    private static bool IsPossible(RunEvent seen, Scenario scenario)
    {
        var adapters = scenario.Adapters.SnrsDb.Count;
        if (!IsTime(seen.TimeSeconds) || seen.Id is < 0 or > TransmissionId.MaxValue) return false;
        if (seen.Rejections is { } refused) return refused.All(part => IsPossible(part, scenario));
        if (seen.Record is not { } record) return seen.Event != Stage.Ended;
        var times = record.Times;
        double[] spans = [times.EncodeWaitSeconds, times.EncodeComputeSeconds, times.AirWaitSeconds, times.AirSeconds,
            times.DecodeWaitSeconds, times.DecodeComputeSeconds, times.MeasureSeconds, record.LatencySeconds];
        double[] figures = [record.EstimatedSnrDb, record.SnrDb ?? 0, record.MeasuredSnrDb ?? 0,
            record.Quality?.LpipsP ?? 0, record.Quality?.PsnrDb ?? 0];
        return seen.Event == Stage.Ended && record.Id == seen.Id
            && record.User >= 0 && record.User < scenario.UserCount
            && record.Group >= 0 && record.Group < scenario.Users.Count
            && record.Cell >= 0 && record.Cell < scenario.Air.Count
            && record.AdapterIndex >= 0 && record.AdapterIndex < adapters
            && record.MisreadAdapterIndex is not < 0 && !(record.MisreadAdapterIndex >= adapters)
            && record.MatchedAdapterIndex is not < 0 && !(record.MatchedAdapterIndex >= adapters)
            && record.Quality is not null == (record.Kind == OutcomeKind.Delivered)
            && IsTime(record.SubmittedSeconds) && IsTime(record.EndedSeconds)
            && spans.All(span => Math.Abs(span) < MostSeconds) && figures.All(double.IsFinite);
    }

    private static bool IsPossible(Rejections part, Scenario scenario) => part is { Count: > 0, Switches: >= 0 }
        and { Handovers: >= 0, PingPongs: >= 0 }
        && part.Group >= 0 && part.Group < scenario.Users.Count
        && part.Cell >= 0 && part.Cell < scenario.Air.Count
        && part.Users.All(user => user.Key >= 0 && user.Key < scenario.UsersListed && user.Value > 0)
        && part.Fingerprint.Length == 32 && part.Fingerprint.All(char.IsAsciiHexDigit);

    private static bool IsTime(double seconds) => seconds is >= 0 and < MostSeconds;

    private static RunEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, JsonOutput.Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
