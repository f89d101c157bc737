using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using EditableDeepSC.Actors.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EditableDeepSC.Actors.Tests.Logging;

public sealed class SerilogLoggerTests : IDisposable
{
    private readonly Sink _sink = new();

    public SerilogLoggerTests() => Log.Logger = new LoggerConfiguration()
        .MinimumLevel.Debug().WriteTo.Sink(_sink).CreateLogger();

    public void Dispose() => Log.CloseAndFlush();

    [Fact]
    public async Task An_actors_log_reaches_Serilog_with_source_level_text_and_cause()
    {
        var system = ActorSystem.Create("logged", SerilogLogger.Configuration);
        var actor = system.ActorOf(Props.Create(() => new Talker()), "talker");
        actor.Tell("world");
        SpinWait.SpinUntil(() => Said().Count == 3, TimeSpan.FromSeconds(20)); // one that ends may drop its last words
        await system.Terminate();

        var events = Said();
        events.Select(e => (e.Level, e.RenderMessage())).Should().Equal(
            (LogEventLevel.Information, "hello \"world\", 3 times"),
            (LogEventLevel.Warning, "a {brace} as it is"),
            (LogEventLevel.Error, "it failed"));
        events[0].Properties.Keys.Should().Contain(["0", "1"]);
        events[2].Exception.Should().BeOfType<InvalidOperationException>();

        List<Serilog.Events.LogEvent> Said() =>
            [.. _sink.Events.Where(e => SourceOf(e) == "akka://logged/user/talker")];
    }

    [Fact]
    public async Task What_is_below_the_level_of_the_system_does_not()
    {
        var system = ActorSystem.Create("logged", SerilogLogger.Configuration);
        Akka.Event.Logging.GetLogger(system, "the test").Debug("too low");
        await system.Terminate();

        _sink.Events.Should().NotContain(e => e.Level == LogEventLevel.Debug);
    }

    private static string? SourceOf(Serilog.Events.LogEvent logged) =>
        (logged.Properties.GetValueOrDefault("SourceContext") as ScalarValue)?.Value as string;

    private sealed class Sink : ILogEventSink
    {
        public ConcurrentQueue<Serilog.Events.LogEvent> Events { get; } = [];

        public void Emit(Serilog.Events.LogEvent logEvent) => Events.Enqueue(logEvent);
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            Receive<string>(name =>
            {
                log.Info("hello {0}, {1} times", name, 3);
                log.Warning("a {brace} as it is");
                log.Error(new InvalidOperationException("boom"), "it failed");
            });
        }
    }
}
