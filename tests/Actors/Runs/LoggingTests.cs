using Akka.Actor;
using Akka.Event;
using EditableDeepSC.Actors.Runs;
using Serilog;
using Serilog.Core;

namespace EditableDeepSC.Actors.Tests.Runs;

public sealed class LoggingTests : IDisposable
{
    private static readonly Exception Cause = new InvalidOperationException("boom");

    private readonly Sink sink = new();

    public LoggingTests() => Log.Logger = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger();

    public void Dispose() => Log.CloseAndFlush();

    [Fact]
    public async Task A_runs_actor_system_logs_to_Serilog_with_text_and_cause()
    {
        var system = ActorSystem.Create("logged", SimulationRun.Configuration);
        Logging.GetLogger(system, "the test").Error(Cause, "{0} failed", "it");

        var logged = await sink.First.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await system.Terminate();

        logged.RenderMessage().Should().Contain("failed");
        logged.Exception.Should().BeSameAs(Cause);
    }

    private sealed class Sink : ILogEventSink
    {
        public TaskCompletionSource<Serilog.Events.LogEvent> First { get; } = new();

        // The logger is the process's: actor systems of other tests log here too.
        public void Emit(Serilog.Events.LogEvent logEvent)
        {
            if (logEvent.Exception == Cause) First.TrySetResult(logEvent);
        }
    }
}
