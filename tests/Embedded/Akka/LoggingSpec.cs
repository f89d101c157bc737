using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class LoggingSpec : ActorSpec
{
    [Fact]
    public void A_log_event_tells_source_level_text_and_cause()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var actor = Sys.ActorOf(Props.Create(() => new Logs()), "logs");
        actor.Tell("warn");
        var warning = ExpectMsg<Warning>();
        warning.LogSource.Should().Be(actor.Path.ToString());
        warning.LogClass.Should().Be<Logs>();
        warning.LogLevel().Should().Be(LogLevel.WarningLevel);
        warning.Message.ToString().Should().Be("2 of 3");
        actor.Tell("error");

        var error = ExpectMsg<Error>();
        error.Cause.Should().BeOfType<InvalidOperationException>();
        error.Message.ToString().Should().Be("it failed");
    }

    [Fact]
    public void What_is_below_the_level_is_not_logged()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var actor = Sys.ActorOf(Props.Create(() => new Logs()));
        actor.Tell("info");
        actor.Tell("warn");

        ExpectMsg<Warning>();
    }

    [Fact]
    public void Braces_are_kept_where_there_are_no_arguments()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Logging.GetLogger(Sys, "the test").Warning("{0} {name}");

        var warning = ExpectMsg<Warning>();
        warning.Message.ToString().Should().Be("{0} {name}");
        warning.LogSource.Should().StartWith("the test");
    }

    [Fact]
    public async Task A_logger_of_the_configuration_gets_all_events_of_its_level_in_order()
    {
        Collector.Reset();
        var system = ActorSystem.Create("logged", ConfigurationFactory.ParseString(
            $$"""
            akka.loglevel = INFO
            akka.stdout-loglevel = OFF
            akka.loggers = ["{{typeof(Collector).AssemblyQualifiedName}}"]
            """));
        var log = Logging.GetLogger(system, "the test");
        log.Debug("too low");
        foreach (var number in Enumerable.Range(0, 100))
        {
            log.Info("line {0}", number);
        }

        await Collector.HundredLines.WaitAsync(TimeSpan.FromSeconds(10));
        await system.Terminate();

        Collector.Lines.Where(line => line.StartsWith("line", StringComparison.Ordinal)).Should().Equal(
            Enumerable.Range(0, 100).Select(number => $"line {number}"));
        Collector.Lines.Should().NotContain("too low");
    }

    [Fact]
    public void A_logger_that_does_not_exist_is_an_error() =>
        FluentActions.Invoking(() => ActorSystem.Create("x", """akka.loggers = ["No.Such.Logger, Nowhere"]"""))
            .Should().Throw<ConfigurationException>().WithMessage("*No.Such.Logger*");

    private sealed class Logs : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logs()
        {
            Receive<string>(text => text == "info", _ => _log.Info("for your information"));
            Receive<string>(text => text == "warn", _ => _log.Warning("{0} of {1}", 2, 3));
            Receive<string>(_ => _log.Error(new InvalidOperationException("boom"), "it failed"));
        }
    }

    private sealed class Collector : ReceiveActor
    {
        private static TaskCompletionSource _hundredLines = new();

        public Collector()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(log => Take(log.Message.ToString()!));
        }

        public static List<string> Lines { get; private set; } = [];

        public static Task HundredLines => _hundredLines.Task;

        public static void Reset() => (Lines, _hundredLines) = ([], new());

        private static void Take(string line)
        {
            Lines.Add(line);
            if (line == "line 99") _hundredLines.SetResult();
        }
    }
}
