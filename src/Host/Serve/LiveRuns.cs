using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>The run that goes on now, if any, and the events that pages follow.</summary>
/// <param name="runs">The folder that runs are written to.</param>
/// <param name="device">Of workers for which a scenario names none.</param>
/// <param name="time">The clock of the machine.</param>
internal sealed class LiveRuns(string runs, string device, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private LiveRun? current;
    private CancellationTokenSource? stop;
    private Task work = Task.CompletedTask;
    private object? ended;

    private readonly RunMeters meters = new();

    public EventFeed Feed { get; } = new();

    /// <summary>How the run stands, or the last one ended.</summary>
    public object State
    {
        get
        {
            lock (gate) return new { run = current?.State, isRunning = stop is not null, ended };
        }
    }

    /// <summary>Starts a scenario: all is checked before this returns, one run goes on at a time.</summary>
    public void Start(ScenarioFile scenario)
    {
        ScenarioPoint[] points = [.. scenario.Points().Select(point => point.On(device))];
        lock (gate)
        {
            if (stop is not null)
                throw new ServeException(StatusCodes.Status409Conflict, "a run goes on; stop it, or wait for its end.");
            var cancelling = stop = new CancellationTokenSource();
            work = Task.Run(() => RunAsync(points, cancelling));
        }
    }

    public void Pause(bool isPaused) => Current().Pause(isPaused);

    public void Stop()
    {
        lock (gate) stop?.Cancel();
        current?.Pause(false);
    }

    /// <summary>The observer that shows and measures a run, around that which records it.</summary>
    public IRunObserver Watch(IRunObserver recorder, RunDescription point)
    {
        var live = new LiveRun(meters.Measure(recorder, point), point, Feed, time);
        lock (gate) (current, ended) = (live, null);
        Feed.Publish("begin", live.State);
        return live;
    }

    /// <summary>Says how a run came out.</summary>
    public void End(RunSummary summary, string? report)
    {
        current?.Finish(summary);
        var end = new { summary.End, summary.ExitCode, summary.Thresholds, summary.Fingerprint, summary.WallSeconds, report };
        lock (gate) ended = end;
        Feed.Publish("end", end);
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await work;
        meters.Dispose();
        stop?.Dispose();
    }

    private LiveRun Current() => current
        ?? throw new ServeException(StatusCodes.Status409Conflict, "no run goes on.");

    [SuppressMessage("Design", "CA1031", Justification = "Whatever breaks a run is told to the pages; the server goes on.")]
    private async Task RunAsync(ScenarioPoint[] points, CancellationTokenSource cancelling)
    {
        try
        {
            using var made = OutputFolder.CreateNumbered(
                Path.Combine(runs, Path.GetFileName(RunFolder.DefaultPath(points[0].Scenario.Name, time.GetLocalNow()))));
            var target = new RunFolder(made.Path);
            List<RunSummary> summaries = [];
            for (var i = 0; i < points.Length && !cancelling.IsCancellationRequested; i++)
            {
                var (point, place) = (points[i], points.Length == 1 ? target : target.Point(i));
                var summary = await new RunExecution(
                    place, "./eds serve", new LiveTable(TextWriter.Null, false, time), time)
                {
                    Watch = recorder => Watch(recorder, point),
                }.RunAsync(point, cancelling.Token);
                summaries.Add(summary);
                End(summary, PastRuns.IdOf(runs, place.Path));
            }
            if (points.Length > 1 && summaries.Count > 0) SweepReport.Write(target, summaries, TextWriter.Null);
        }
        catch (Exception problem)
        {
            var message = ExitCode.Of(problem) is null ? "the run broke: this is a mistake of the program." : problem.Message;
            lock (gate) ended = new { error = message.OnOneLine() };
            Feed.Publish("end", ended);
        }
        finally
        {
            lock (gate) stop = null;
            cancelling.Dispose();
            Feed.Publish("idle", new { });
        }
    }
}
