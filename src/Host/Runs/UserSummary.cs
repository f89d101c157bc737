using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>The figures of one user, a line of users.csv; NaN without a picture.</summary>
internal sealed record UserSummary(int User, string Group, int Submitted, int Delivered, int Failed, int Expired,
    int Rejected, double LatencyP50Ms, double LatencyP95Ms, int AdapterSwitches, double EditSuccess, double LpipsP,
    double PsnrDb)
{
    public const string CsvHeader = "user,group,submitted,delivered,failed,expired,rejected,latencyP50Ms," +
        "latencyP95Ms,adapterSwitches,editSuccess,lpipsP,psnrDb";

    public string CsvLine => string.Create(CultureInfo.InvariantCulture,
        $"{User},{Cell(Group)},{Submitted},{Delivered},{Failed}," +
        $"{Expired},{Rejected},{Cell(LatencyP50Ms)},{Cell(LatencyP95Ms)},{AdapterSwitches},{Cell(EditSuccess)}," +
        $"{Cell(LpipsP)},{Cell(PsnrDb)}");

    /// <summary>The listed users of a run, by their numbers.</summary>
    public static IEnumerable<UserSummary> All(Scenario scenario, RunStatistics run) => scenario.Users
        .SelectMany(group => Enumerable.Repeat(group.Name, group.Count)).Take(run.UsersListed)
        .Select((group, user) => Of(user, group, run.User(user)));

    private static UserSummary Of(int user, string group, UserStatistics got)
    {
        var latency = got.Quality.LatencySeconds;
        return new UserSummary(user, group, got.Submitted, got.Count(OutcomeKind.Delivered),
            got.Count(OutcomeKind.Failed), got.Count(OutcomeKind.Expired), got.Count(OutcomeKind.Rejected),
            1000 * latency.Percentile(50), 1000 * latency.Percentile(95), got.AdapterSwitches,
            got.Quality.EditSuccess, got.Quality.LpipsP.Mean, got.Quality.PsnrDb.Mean);
    }

    /// <summary>A text that no spreadsheet takes for a formula.</summary>
    private static string Cell(string text)
    {
        var guard = text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" : "";
        return $"\"{guard}{text.OnOneLine().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Cell(double value) =>
        double.IsNaN(value) ? "" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
