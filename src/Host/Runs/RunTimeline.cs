using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Host.Runs;

/// <summary>How a run went over time: the queues, and the SNR and adapter of some users of each group.</summary>
internal sealed class RunTimeline
{
    public const string CsvHeader = "timeSeconds,submitted,delivered,failed,expired,rejected,inFlight," +
        "encoderQueue,encodersBusy,airQueue,decoderQueue,decodersBusy";

    private const int UsersOfAGroup = 2;
    private const int MostUsers = 6;
    private const int MostPoints = 20_000;

    private readonly Dictionary<int, int> groupOfSampled = [];
    private readonly List<RunSnapshot> samples = [];
    private readonly List<(int User, double TimeSeconds, double SnrDb, int AdapterId)> links = [];

    public IReadOnlyList<RunSnapshot> Samples => samples;

    /// <summary>What the sample users' links were like, in the order in which their transmissions ended.</summary>
    public IReadOnlyList<(int User, double TimeSeconds, double SnrDb, int AdapterId)> Links => links;

    /// <summary>The users whose links are kept, by number.</summary>
    public IEnumerable<int> SampleUsers => groupOfSampled.Keys.Order();

    public static string CsvLine(RunSnapshot s) => string.Create(CultureInfo.InvariantCulture,
        $"{s.TimeSeconds:0.###},{s.Submitted},{s.Delivered},{s.Failed},{s.Expired},{s.Rejected},{s.InFlight}," +
        $"{s.EncoderQueue},{s.EncodersBusy},{s.AirQueue},{s.DecoderQueue},{s.DecodersBusy}");

    /// <summary>Reads metrics.csv back by the names of its columns; a last line that was cut off is left out.</summary>
    public static RunTimeline Read(string metricsFile)
    {
        var timeline = new RunTimeline();
        var rows = File.ReadLines(metricsFile).Select(line => line.Split(',')).ToList();
        foreach (var cells in rows.Skip(1))
        {
            if (cells.Length != rows[0].Length || cells[^1].Length == 0) continue;
            var members = rows[0].Zip(cells, (column, cell) => $"\"{column}\":{cell}");
            try
            {
                var sample = $"{{{string.Join(',', members)}}}";
                timeline.Add(JsonSerializer.Deserialize<RunSnapshot>(sample, JsonOutput.Line));
            }
            catch (JsonException)
            {
                throw new UserErrorException(
                    $"{metricsFile}:{timeline.samples.Count + 2}: this line is not a sample of a run.");
            }
        }
        return timeline;
    }

    public void Add(RunSnapshot snapshot)
    {
        if (samples.Count < MostPoints) samples.Add(snapshot);
    }

    public void Add(TransmissionRecord record)
    {
        if (record.SnrDb is { } snrDb && links.Count < MostPoints && IsSampled(record))
            links.Add((record.User, record.SubmittedSeconds, snrDb, record.AdapterIndex));
    }

    /// <summary>Whether the user is among the first of the group to send.</summary>
    private bool IsSampled(TransmissionRecord record)
    {
        if (groupOfSampled.ContainsKey(record.User)) return true;
        if (groupOfSampled.Count >= MostUsers
            || groupOfSampled.Values.Count(group => group == record.Group) >= UsersOfAGroup) return false;
        groupOfSampled.Add(record.User, record.Group);
        return true;
    }
}
