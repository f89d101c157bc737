using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Codecs;
using Serilog;

namespace EditableDeepSC.Host.Runs;

/// <summary>
/// Writes events.jsonl and metrics.csv while a run goes on, flushed with each sample so that a killed run leaves
/// readable files, and keeps what the report draws. The files do not grow past what the scenario allows.
/// </summary>
internal sealed class RunRecorder : IRunObserver, IDisposable
{
    /// <summary>Refused requests that are written one by one; more are counted.</summary>
    private const int MostRejections = 1000;

    private const long BytesOfMegabyte = 1_000_000;

    private readonly Stream events;
    private readonly StreamWriter metrics;
    private readonly RunTrace trace;
    private readonly Action<RunSnapshot> display;
    private readonly EventOptions options;
    private readonly RejectionTally tally;
    private long rejections, bytesLeft;
    private double lastSeconds;

    /// <param name="folder">Where the files go.</param>
    /// <param name="scenario">How much of the run is written.</param>
    /// <param name="trace">What is kept for the report.</param>
    /// <param name="display">Called with each sample.</param>
    public RunRecorder(RunFolder folder, Scenario scenario, RunTrace trace, Action<RunSnapshot> display)
    {
        (this.trace, this.display, options) = (trace, display, scenario.Events);
        (tally, bytesLeft) = (new RejectionTally(scenario.UsersListed), options.MaxMegabytes * BytesOfMegabyte);
        events = new FileStream(folder.Events, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        metrics = new StreamWriter(folder.Metrics) { NewLine = "\n" };
        metrics.WriteLine(RunTimeline.CsvHeader);
    }

    /// <summary>Whether all of the run is in events.jsonl, so that its figures follow from it.</summary>
    public bool IsComplete => options.Every == 1 && bytesLeft >= 0;

    public void Submitted(double timeSeconds, TransmissionId id) => Write(Stage.Submitted, timeSeconds, id.Value);

    public void Reached(double timeSeconds, TransmissionId id, Stage stage) => Write(stage, timeSeconds, id.Value);

    public void Ended(TransmissionRecord record)
    {
        lastSeconds = record.EndedSeconds;
        trace.Add(record);
        if (record.Detail is { } detail)
            Log.Warning("{Transmission} ended as {Reason}: {Detail}", record.Id, record.Reason, detail);
        if (record.Kind == OutcomeKind.Rejected && ++rejections > MostRejections) tally.Add(record);
        else Write(Stage.Ended, record.EndedSeconds, record.Id, record);
    }

    public void Pictured(TransmissionRecord record, TransmissionPictures pictures) =>
        trace.Pictures.Add(record, pictures);

    public void Sampled(RunSnapshot snapshot)
    {
        trace.Timeline.Add(snapshot);
        metrics.WriteLine(RunTimeline.CsvLine(snapshot));
        metrics.Flush();
        TellRejections(snapshot.TimeSeconds);
        events.Flush();
        display(snapshot);
    }

    public void Dispose()
    {
        TellRejections(lastSeconds);
        events.Dispose();
        metrics.Dispose();
    }

    private void TellRejections(double timeSeconds)
    {
        if (tally.Tell() is { Count: > 0 } told) Write(new RunEvent(Stage.Ended, timeSeconds, 0, null, told));
    }

    private void Write(Stage stage, double timeSeconds, long id, TransmissionRecord? record = null)
    {
        if (options.Every == 1 || FingerprintHash.Of(id) % (ulong)options.Every == 0)
            Write(new RunEvent(stage, timeSeconds, id, record));
    }

    private void Write(RunEvent line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, JsonOutput.Line);
        bytesLeft -= bytes.Length + 1;
        if (bytesLeft < 0) return;
        events.Write(bytes);
        events.WriteByte((byte)'\n');
    }
}

/// <summary>
/// One line of events.jsonl: a submission, a stage reached, an end with its whole record, or refused requests that are
/// only counted.
/// </summary>
internal sealed record RunEvent(Stage Event, double TimeSeconds, long Id, TransmissionRecord? Record = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Rejections>? Rejections = null);

/// <summary>What is kept of a run for its report besides numbers, in memory that does not grow with the run.</summary>
internal sealed class RunTrace(RunFolder folder, Scenario scenario)
{
    private const int MostProblems = 10;

    private readonly List<string> problems = [];

    public RunTimeline Timeline { get; init; } = new();

    /// <summary>What is known of the first different failures, such as the file that cannot be read.</summary>
    public IReadOnlyList<string> Problems => problems;

    public PictureAlbum Pictures { get; } =
        new(folder.Images, new Seed((ulong)scenario.Seed), scenario.Adapters.SnrsDb);

    public void Add(TransmissionRecord record)
    {
        Timeline.Add(record);
        if (record.Detail is { } detail && problems.Count < MostProblems && !problems.Contains(detail))
            problems.Add(detail);
    }
}
