using Akka.Actor;
using Akka.Event;
using Serilog;
using Serilog.Core;

namespace EditableDeepSC.Actors.Tests.Runs;

public sealed class LoggingTests : IDisposable
{
    private readonly Sink sink = new();

    public LoggingTests() => Log.Logger = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger();

    public void Dispose() => Log.CloseAndFlush();

    [Fact]
    public async Task A_runs_actor_system_logs_to_Serilog_with_text_and_cause()
    {
        var system = ActorSystem.Create("logged", SimulationRun.Configuration);
        Logging.GetLogger(system, "the test").Error(new InvalidOperationException("boom"), "{0} failed", "it");

        var logged = await sink.First.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await system.Terminate();

        logged.RenderMessage().Should().Contain("failed");
        logged.Exception.Should().BeOfType<InvalidOperationException>();
    }

    private sealed class Sink : ILogEventSink
    {
        public TaskCompletionSource<Serilog.Events.LogEvent> First { get; } = new();

        public void Emit(Serilog.Events.LogEvent logEvent) => First.TrySetResult(logEvent);
    }
}
