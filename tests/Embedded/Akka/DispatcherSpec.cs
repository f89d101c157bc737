using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class DispatcherSpec() : ActorSpec(
    """
    compute { type = PinnedDispatcher }
    pool { type = Dispatcher, throughput = 1 }
    """)
{
    [Fact]
    public void A_pinned_actor_has_one_thread_of_its_own_named_after_the_dispatcher()
    {
        var one = Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher("compute"));
        var two = Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher("compute"));
        var threads = Enumerable.Range(0, 50).Select(_ => ThreadOf(one)).Distinct().ToList();

        threads.Should().ContainSingle();
        threads[0].Name.Should().Be("compute_1");
        threads[0].IsThreadPoolThread.Should().BeFalse();
        ThreadOf(two).Should().NotBe(threads[0]);
    }

    [Fact]
    public void A_pinned_thread_stays_through_a_restart_and_ends_with_its_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher("compute"));
        var thread = ThreadOf(actor);
        actor.Tell("fail");
        ThreadOf(actor).Should().Be(thread);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        thread.Join(Patience).Should().BeTrue();
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("akka.actor.default-dispatcher")]
    public void Other_actors_run_on_the_pool(string dispatcher) =>
        ThreadOf(Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher(dispatcher)))
            .IsThreadPoolThread.Should().BeTrue();

    [Fact]
    public void The_calling_thread_dispatcher_runs_before_Tell_returns()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher(CallingThreadDispatcher.Id));
        ThreadOf(actor);
        actor.Tell("where");

        HasMessages.Should().BeTrue();
        ExpectMsg<Thread>().Should().Be(Thread.CurrentThread);
    }

    [Fact]
    public void An_unknown_dispatcher_is_an_error_that_names_it() =>
        FluentActions.Invoking(() => Sys.ActorOf(Props.Create(() => new Where()).WithDispatcher("nowhere")))
            .Should().Throw<ConfigurationException>().WithMessage("Dispatcher [nowhere] not configured*");

    [Fact]
    public void An_unknown_mailbox_is_an_error_that_names_it() =>
        FluentActions.Invoking(() => Sys.ActorOf(Props.Create(() => new Where()).WithMailbox("nowhere")))
            .Should().Throw<ConfigurationException>().WithMessage("*[nowhere]*");

    [Fact]
    public void A_busy_pair_does_not_starve_others()
    {
        var ball = Sys.ActorOf(Props.Create(() => new Endless()));
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++)
        {
            Sys.ActorOf(Props.Create(() => new Endless())).Tell("go", ball);
        }

        var others = Enumerable.Range(0, 20).Select(_ => Sys.ActorOf(Props.Create(() => new Where()))).ToList();
        others.ForEach(other => other.Tell("where"));

        ReceiveN(20, Patience).Should().AllBeOfType<Thread>();
    }

    private Thread ThreadOf(IActorRef actor)
    {
        actor.Tell("where");
        return ExpectMsg<Thread>();
    }

    private sealed class Where : ReceiveActor
    {
        public Where()
        {
            Receive<string>(text => text == "where", _ => Sender.Tell(Thread.CurrentThread));
            Receive<string>(_ => throw new InvalidOperationException("boom"));
        }
    }

    private sealed class Endless : ReceiveActor
    {
        public Endless() => ReceiveAny(message => Sender.Tell(message));
    }
}
