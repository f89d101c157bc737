using System.Text.Json;

namespace EditableDeepSC.Host;

/// <summary>Writes and reads the files that a finished run leaves.</summary>
internal static class RunFiles
{
    public static void Finish(RunFolder folder, RunSummary summary, RunTrace trace, string command)
    {
        File.WriteAllText(folder.Summary, JsonSerializer.Serialize(summary, RunJson.File) + "\n");
        trace.Pictures.WriteGrid();
        ReportWriter.Write(folder, summary, trace, command);
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
