using System.Text.Json;
using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>Writes and reads the files that a finished run leaves.</summary>
internal static class RunFiles
{
    /// <summary>Writes all that is made from the result of a run.</summary>
    public static RunSummary Finish(
        RunFolder folder, ScenarioPoint point, RunResult result, RunTrace trace, string command)
    {
        var summary = SummaryWriter.Summarise(point, result, trace);
        File.WriteAllLines(folder.Users, UserSummary.All(point.Scenario, result.Statistics)
            .Select(user => user.CsvLine).Prepend(UserSummary.CsvHeader));
        File.WriteAllText(folder.Summary, JsonSerializer.Serialize(summary, RunJson.File) + "\n");
        trace.Pictures.WriteGrid();
        ReportWriter.Write(folder, summary, trace, command);
        return summary;
    }

    public static string Pretty(string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), RunJson.File) + "\n";

    /// <summary>The summary of a run folder; what is no run folder throws <see cref="UserErrorException"/>.</summary>
    public static RunSummary ReadSummary(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSummary>(File.ReadAllText(new RunFolder(path).Summary), RunJson.File)!;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"'{path}' has no readable summary.json: {cause.Message}");
        }
    }
}
