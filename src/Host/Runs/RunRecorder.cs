using System.Text.Json;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Reports;
using EditableDeepSC.Host.Scenarios;
using Serilog;

namespace EditableDeepSC.Host.Runs;

/// <summary>
/// Writes events.jsonl and metrics.csv while a run goes on, flushed with each sample so that a killed run leaves
/// readable files, and keeps what the report draws.
/// </summary>
internal sealed class RunRecorder : IRunObserver, IDisposable
{
    private readonly StreamWriter events;
    private readonly StreamWriter metrics;
    private readonly RunTrace trace;
    private readonly Action<RunSnapshot> display;

    /// <param name="folder">Where the files go.</param>
    /// <param name="trace">What is kept for the report.</param>
    /// <param name="display">Called with each sample.</param>
    public RunRecorder(RunFolder folder, RunTrace trace, Action<RunSnapshot> display)
    {
        this.trace = trace;
        this.display = display;
        events = new StreamWriter(folder.Events) { NewLine = "\n" };
        metrics = new StreamWriter(folder.Metrics) { NewLine = "\n" };
        metrics.WriteLine(RunTimeline.CsvHeader);
    }

    public void Submitted(double timeSeconds, TransmissionId id) =>
        Write(new RunEvent(Stage.Submitted, timeSeconds, id.Value));

    public void Reached(double timeSeconds, TransmissionId id, Stage stage) =>
        Write(new RunEvent(stage, timeSeconds, id.Value));

    public void Ended(TransmissionRecord record)
    {
        trace.Add(record);
        if (record.Detail is { } detail)
            Log.Warning("{Transmission} ended as {Reason}: {Detail}", record.Id, record.Reason, detail);
        Write(new RunEvent(Stage.Ended, record.EndedSeconds, record.Id, record));
    }

    public void Pictured(TransmissionRecord record, TransmissionPictures pictures) =>
        trace.Pictures.Add(record, pictures);

    public void Sampled(RunSnapshot snapshot)
    {
        trace.Timeline.Add(snapshot);
        metrics.WriteLine(RunTimeline.CsvLine(snapshot));
        metrics.Flush();
        events.Flush();
        display(snapshot);
    }

    public void Dispose()
    {
        events.Dispose();
        metrics.Dispose();
    }

    private void Write(RunEvent line) => events.WriteLine(JsonSerializer.Serialize(line, JsonOutput.Line));
}

/// <summary>One line of events.jsonl: a submission, a stage reached, or an end with its whole record.</summary>
internal sealed record RunEvent(Stage Event, double TimeSeconds, long Id, TransmissionRecord? Record = null);

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
