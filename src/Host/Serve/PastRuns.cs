using System.Text.Json;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Runs;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// The runs of a folder. A run's name is looked up among those that are there and never becomes a part of a path.
/// </summary>
internal sealed class PastRuns(string folder)
{
    private const int MostShown = 100;

    /// <summary>The newest runs with their verdicts; a point of a sweep is NAME~point-001.</summary>
    public IEnumerable<object> List() => Folders().Select(run => (run.Id, Summary: SummaryOf(run.Path)))
        .Where(run => run.Summary is not null).Take(MostShown).Select(run => new
        {
            run.Id,
            run.Summary!.Name,
            run.Summary.Label,
            run.Summary.Codec,
            run.Summary.End,
            run.Summary.ExitCode,
            run.Summary.Balance.Submitted,
            run.Summary.Balance.Delivered,
            p95Ms = run.Summary.Stages[^1].P95Ms,
            run.Summary.Quality.EditSuccess,
            run.Summary.Quality.LpipsP,
            thresholds = run.Summary.Thresholds.Count,
            held = run.Summary.Thresholds.Count(threshold => threshold.IsPassed),
        });

    /// <summary>The report of a run.</summary>
    public string Report(string id) => new RunFolder(PathOf(id)).Report is var file && File.Exists(file) ? file : throw Unknown();

    public object Compare(string a, string b)
    {
        var (left, right) = (RunFiles.ReadSummary(PathOf(a)), RunFiles.ReadSummary(PathOf(b)));
        return new
        {
            rows = CompareCommand.Rows(left).Zip(CompareCommand.Rows(right),
                (one, other) => new { one.Name, a = HtmlTable.Text(one.Value), b = HtmlTable.Text(other.Value) }),
            isSame = left.Fingerprint == right.Fingerprint,
        };
    }

    public static string IdOf(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '~');

    private static ServeException Unknown() => new(StatusCodes.Status404NotFound, "there is no such run.");

    private string PathOf(string id) => Folders().FirstOrDefault(run => run.Id == id).Path ?? throw Unknown();

    private IEnumerable<(string Id, string Path)> Folders() => !Directory.Exists(folder) ? [] : Directory
        .EnumerateDirectories(folder).OrderDescending()
        .SelectMany(run => Directory.EnumerateDirectories(run, "point-*").Order().Prepend(run))
        .Select(run => (IdOf(folder, run), run));

    private static RunSummary? SummaryOf(string path)
    {
        try
        {
            return RunFiles.ReadSummary(path);
        }
        catch (Exception problem) when (problem is UserErrorException or IOException or JsonException)
        {
            return null; // a sweep's own folder, or one that is not a run's
        }
    }
}
