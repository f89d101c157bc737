using System.Text.Json;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models;

namespace EditableDeepSC.Host.Runs;

/// <summary>Writes and reads the files that a finished run leaves.</summary>
internal static class RunFiles
{
    /// <summary>Writes everything that follows from the result of a run.</summary>
    public static void Finish(
        RunFolder folder, RunSummary summary, IEnumerable<UserSummary> users, RunTrace trace, string command)
    {
        WholeFile.Write(folder.Users, string.Concat(users
            .Select(user => user.CsvLine).Prepend(UserSummary.CsvHeader).Select(line => line + "\n")));
        WholeFile.Write(folder.Summary, JsonSerializer.Serialize(summary, JsonOutput.Format).Masked() + "\n");
        trace.Pictures.WriteGrid();
        ReportWriter.Write(folder, summary, trace, command);
    }

    public static string Pretty(string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), JsonOutput.Format).Masked() + "\n";

    /// <summary>The summary of a run folder; any other folder throws <see cref="UserErrorException"/>.</summary>
    public static RunSummary ReadSummary(string path)
    {
        try
        {
            var text = TextFile.Read(new RunFolder(path).Summary);
            if (text.StartsWith('['))
                throw new UserErrorException($"'{path}' is the folder of a sweep: name one of its point-NNN folders.");
            var summary = JsonSerializer.Deserialize<RunSummary>(text, JsonOutput.Strict);
            return summary is { Stages: [.., not null] } ? summary : throw new JsonException("it has no 'stages'.");
        }
        catch (JsonException cause)
        {
            throw new UserErrorException($"'{path}' has no readable summary.json: {cause.Plain()}");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' has no readable summary.json: {cause.Message}");
        }
    }
}
