using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class MaterializerSpec : StreamSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public async Task An_asynchronous_boundary_passes_all_in_order(int size)
    {
        const int count = 200_000;
        var source = Source.From(Enumerable.Range(0, count)).Select(x => x + 1).Async().Select(x => x - 1).Async()
            .AddAttributes(Attributes.CreateInputBuffer(size, size));

        (await Collect(source)).Should().Equal(Enumerable.Range(0, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public async Task An_asynchronous_boundary_holds_its_input_buffer_and_no_more(int size)
    {
        var sent = 0;
        var requested = 0;
        var most = 0;
        var queue = Source.From(Enumerable.Range(0, 300))
            .Select(x =>
            {
                most = Math.Max(most, ++sent - Volatile.Read(ref requested));
                return x;
            })
            .Async()
            .RunWith(Sink.Queue<int>().AddAttributes(Attributes.CreateInputBuffer(size, size)), Materializer);

        for (var i = 0; i < 300; i++)
        {
            Interlocked.Increment(ref requested);
            (await Next(queue)).Should().Be(i);
        }

        most.Should().BeLessThanOrEqualTo((2 * size) + 1, "one buffer at the boundary and one in the sink");
    }

    [Fact]
    public async Task An_island_hears_of_an_end_that_came_before_its_start()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            var slow = Enumerable.Range(0, 50).Aggregate(Flow.Create<int>(), (flow, _) => flow.Select(x => x).Async());
            var ends = Source.Empty<int>().AlsoTo(slow.To(Sink.Ignore<int>()))
                .ToMaterialized(Sink.Seq<int>().Async(), Keep.Right).Run(Materializer);

            (await ends.WaitAsync(Patience)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Failures_and_cancellations_cross_an_asynchronous_boundary()
    {
        var failed = () => Collect(Source.Failed<int>(Boom).Async());
        var (upstream, result) = Source.Never<int>()
            .WatchTermination(Keep.Right)
            .Async()
            .Take(0)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        await failed.Should().ThrowAsync<InvalidOperationException>();
        (await result.WaitAsync(Patience)).Should().BeEmpty();
        await upstream.WaitAsync(Patience);
    }

    [Fact]
    public async Task Terminating_the_system_fails_what_still_runs()
    {
        var sequence = Source.Never<int>().RunWith(Sink.Seq<int>(), Materializer);
        var watched = Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(Materializer);

        await System.Terminate().WaitAsync(Patience);

        await ShouldEndAbruptly(sequence);
        await ShouldEndAbruptly(watched);
    }

    [Fact]
    public async Task Shutting_a_materializer_down_fails_its_streams_only()
    {
        var other = System.Materializer(ActorMaterializerSettings.Create(System));
        var running = Source.Never<int>().Async().RunWith(Sink.Seq<int>(), other);
        var kept = Source.Maybe<int>().ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);

        other.Shutdown();

        await ShouldEndAbruptly(running);
        other.IsShutdown.Should().BeTrue();
        kept.Item1.SetResult(1);
        (await kept.Item2.WaitAsync(Patience)).Should().Be(1);
    }

    [Fact]
    public void A_materializer_that_was_shut_down_runs_nothing()
    {
        Materializer.Shutdown();

        Action run = () => Source.Single(1).RunWith(Sink.Ignore<int>(), Materializer);

        run.Should().Throw<Exception>().WithMessage("*shut down*");
    }

    [Fact]
    public async Task Streams_of_an_actor_end_with_it()
    {
        var stream = new TaskCompletionSource<Task>();
        var actor = System.ActorOf(Props.Create(() => new Streamer(stream)));
        var running = await stream.Task.WaitAsync(Patience);

        System.Stop(actor);

        await ShouldEndAbruptly(running);
    }

    [Fact]
    public async Task An_island_runs_on_the_dispatcher_that_it_names()
    {
        const string Config = "own-dispatcher { type = PinnedDispatcher }";
        var system = ActorSystem.Create("pinned", ConfigurationFactory.ParseString(Config));
        try
        {
            var threads = await Source.From(Enumerable.Range(0, 200))
                .Select(_ => (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread))
                .WithAttributes(ActorAttributes.CreateDispatcher("own-dispatcher"))
                .Async()
                .RunWith(Sink.Seq<(int Id, bool IsPooled)>(), system.Materializer())
                .WaitAsync(Patience);

            threads.Distinct().Should().HaveCount(1);
            threads[0].IsPooled.Should().BeFalse();
        }
        finally
        {
            await system.Terminate().WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_graph_runs_any_number_of_times_at_once()
    {
        var graph = Source.From(Enumerable.Range(0, 100))
            .Async()
            .Scan(0, (sum, x) => sum + x)
            .ToMaterialized(Sink.Last<int>(), Keep.Right);

        var sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => graph.Run(Materializer))).WaitAsync(Patience);

        sums.Should().AllBeEquivalentTo(4950);
    }

    private static async Task ShouldEndAbruptly(Task task)
    {
        var ending = () => task.WaitAsync(Patience);
        var failure = await ending.Should().ThrowAsync<Exception>();
        failure.Which.Should().Match(e => e is AbruptTerminationException || e is AbruptStageTerminationException);
    }

    private sealed class Streamer : ReceiveActor
    {
        public Streamer(TaskCompletionSource<Task> stream)
        {
            var materializer = Context.Materializer();
            stream.SetResult(Source.Never<int>().RunWith(Sink.Seq<int>(), materializer));
        }
    }
}
