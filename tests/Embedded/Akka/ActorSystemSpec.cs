using Akka;
using Akka.Actor;
using Akka.Configuration;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class ActorSystemSpec
{
    private static readonly Config Quiet =
        "akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.loggers = [], akka.log-dead-letters = off";

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("-dash-first")]
    public void A_bad_name_is_refused(string name) =>
        FluentActions.Invoking(() => ActorSystem.Create(name, Quiet)).Should().Throw<ArgumentException>();

    [Fact]
    public async Task Terminate_stops_all_actors_children_first()
    {
        var stopped = new List<string>();
        var system = ActorSystem.Create("ends", Quiet);
        var parent = system.ActorOf(Props.Create(() => new Node("parent", stopped)), "parent");
        await parent.Ask<string>("child", TimeSpan.FromSeconds(20));
        await system.Terminate();

        stopped.Should().Equal("child", "parent");
        system.WhenTerminated.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Callbacks_run_when_the_actors_have_stopped()
    {
        var stopped = new List<string>();
        var ran = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create("ends", Quiet);
        await system.ActorOf(Props.Create(() => new Node("actor", stopped))).Ask<ActorIdentity>(new Identify(1));
        system.RegisterOnTermination(() => ran.SetResult(stopped.Count));
        await system.Terminate();

        (await ran.Task.WaitAsync(TimeSpan.FromSeconds(20))).Should().Be(1);
    }

    [Fact]
    public async Task After_the_end_nothing_can_be_created()
    {
        var system = ActorSystem.Create("ends", Quiet);
        await system.Terminate();

        FluentActions.Invoking(() => system.ActorOf(Props.Create(() => new Node("late", new List<string>()))))
            .Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => system.RegisterOnTermination(() => { }))
            .Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task A_message_after_the_end_harms_nobody()
    {
        var system = ActorSystem.Create("ends", Quiet);
        var actor = system.ActorOf(Props.Create(() => new Node("actor", new List<string>())));
        await system.Terminate();

        FluentActions.Invoking(() => actor.Tell("late")).Should().NotThrow();
    }

    [Fact]
    public async Task Coordinated_shutdown_runs_its_phases_in_order_and_ends_the_system()
    {
        var log = new List<string>();
        var system = ActorSystem.Create("ends", Quiet);
        var shutdown = CoordinatedShutdown.Get(system);
        string[] phases =
        [
            CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind,
            CoordinatedShutdown.PhaseServiceRequestsDone, CoordinatedShutdown.PhaseServiceStop,
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        ];
        foreach (var phase in phases.Reverse())
        {
            shutdown.AddTask(phase, "note", () => Note(log, phase));
        }

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);

        log.Should().Equal(phases);
        shutdown.ShutdownReason.Should().Be(CoordinatedShutdown.ClrExitReason.Instance);
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Terminate_runs_the_coordinated_shutdown()
    {
        var log = new List<string>();
        var system = ActorSystem.Create("ends", Quiet);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", () => Note(log, "ran"));
        await system.Terminate();

        log.Should().Equal("ran");
    }

    [Fact]
    public async Task A_shutdown_task_that_fails_does_not_stop_the_others()
    {
        var log = new List<string>();
        var system = ActorSystem.Create("ends", Quiet);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () =>
            Task.FromException<Done>(new InvalidOperationException("boom")));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "note", () => Note(log, "ran"));
        await system.Terminate();

        log.Should().Equal("ran");
    }

    [Fact]
    public async Task An_unknown_phase_is_an_error()
    {
        var system = ActorSystem.Create("ends", Quiet);

        FluentActions.Invoking(() => CoordinatedShutdown.Get(system).AddTask("lunch", "x", () => Note([], "x")))
            .Should().Throw<ConfigurationException>().WithMessage("Unknown phase [lunch]*");
        await system.Terminate();
    }

    private static Task<Done> Note(List<string> log, string line)
    {
        log.Add(line);
        return Task.FromResult(Done.Instance);
    }

    private sealed class Node : ReceiveActor
    {
        private readonly string _name;
        private readonly List<string> _stopped;

        public Node(string name, List<string> stopped)
        {
            _name = name;
            _stopped = stopped;
            Receive<string>(child =>
            {
                Context.ActorOf(Props.Create(() => new Node(child, stopped)), child);
                Sender.Tell("made");
            });
        }

        protected override void PostStop() => _stopped.Add(_name);
    }
}
