using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class SupervisionSpec : StreamSpec
{
    private static readonly Attributes Resume = ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);

    private static readonly Attributes Restart = ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    private static readonly Attributes Stop = ActorAttributes.CreateSupervisionStrategy(Deciders.StoppingDecider);

    private static readonly Source<int, NotUsed> OneToFive = Source.From(Enumerable.Range(1, 5));

    [Fact]
    public async Task A_stream_fails_with_its_operator_unless_told_otherwise()
    {
        var run = () => Collect(OneToFive.Select(FailAtThree));

        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("boom");
    }

    [Fact]
    public async Task Resume_drops_the_element()
    {
        (await Collect(OneToFive.Select(FailAtThree).WithAttributes(Resume))).Should().Equal(1, 2, 4, 5);
        (await Collect(OneToFive.Where(x => FailAtThree(x) > 0).WithAttributes(Resume))).Should().Equal(1, 2, 4, 5);
        (await Collect(OneToFive.SelectMany(x => new[] { FailAtThree(x) }).WithAttributes(Resume)))
            .Should().Equal(1, 2, 4, 5);
    }

    [Fact]
    public async Task Resume_keeps_the_state_and_Restart_drops_it()
    {
        var scan = OneToFive.Scan(0, (sum, x) => sum + FailAtThree(x));
        var aggregate = OneToFive.Aggregate(0, (sum, x) => sum + FailAtThree(x));

        (await Collect(scan.WithAttributes(Resume))).Should().Equal(0, 1, 3, 7, 12);
        (await Collect(scan.WithAttributes(Restart))).Should().Equal(0, 1, 3, 0, 4, 9);
        (await Collect(aggregate.WithAttributes(Resume))).Should().Equal(12);
        (await Collect(aggregate.WithAttributes(Restart))).Should().Equal(9);
    }

    [Fact]
    public async Task The_inner_attribute_wins()
    {
        var inner = Flow.Create<int>().Select(FailAtThree).WithAttributes(Resume);

        (await Collect(OneToFive.Via(inner).WithAttributes(Stop))).Should().Equal(1, 2, 4, 5);
    }

    [Fact]
    public async Task Attributes_of_the_whole_graph_reach_every_operator()
    {
        var graph = OneToFive.Select(FailAtThree).ToMaterialized(Sink.Seq<int>(), Keep.Right).WithAttributes(Resume);

        (await graph.Run(Materializer).WaitAsync(Patience)).Should().Equal(1, 2, 4, 5);
    }

    [Fact]
    public async Task The_materializer_has_a_default()
    {
        using var materializer = System.Materializer(
            ActorMaterializerSettings.Create(System).WithSupervisionStrategy(Deciders.ResumingDecider));

        var result = await OneToFive.Select(FailAtThree).RunWith(Sink.Seq<int>(), materializer).WaitAsync(Patience);

        result.Should().Equal(1, 2, 4, 5);
    }

    [Fact]
    public async Task A_decider_sees_the_exception()
    {
        Directive Decide(Exception cause) => cause is InvalidOperationException ? Directive.Resume : Directive.Stop;
        var attributes = ActorAttributes.CreateSupervisionStrategy(Decide);

        (await Collect(OneToFive.Select(FailAtThree).WithAttributes(attributes))).Should().HaveCount(4);
        var run = () => Collect(OneToFive
            .Select(x => x == 3 ? throw new ArgumentException("other") : x)
            .WithAttributes(attributes));
        await run.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_failure_reaches_both_ends()
    {
        var (upstream, downstream) = OneToFive
            .WatchTermination(Keep.Right)
            .Select(FailAtThree)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);

        var above = () => upstream.WaitAsync(Patience);
        var below = () => downstream.WaitAsync(Patience);
        await above.Should().ThrowAsync<InvalidOperationException>();
        await below.Should().ThrowAsync<InvalidOperationException>();
    }

    private static int FailAtThree(int x) => x == 3 ? throw Boom : x;
}
