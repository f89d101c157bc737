using Akka;
using Akka.Streams.Dsl;
using Akka.Util;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class TransformSpec : StreamSpec
{
    private static readonly Source<int, NotUsed> OneToSix = Source.From(Enumerable.Range(1, 6));

    [Fact]
    public async Task Select_Where_and_SelectMany_follow_each_other()
    {
        var source = OneToSix
            .Select(x => x * 10)
            .Where(x => x > 20)
            .SelectMany(x => Enumerable.Repeat(x, x / 30));

        (await Collect(source)).Should().Equal(30, 40, 50, 60, 60);
    }

    [Fact]
    public async Task SelectMany_passes_over_empty_results()
    {
        var source = OneToSix.SelectMany(x => x % 2 == 0 ? Enumerable.Empty<int>() : [x, -x]);

        (await Collect(source)).Should().Equal(1, -1, 3, -3, 5, -5);
    }

    [Fact]
    public async Task Take_Skip_and_TakeWhile_cut_the_stream()
    {
        (await Collect(OneToSix.Take(2))).Should().Equal(1, 2);
        (await Collect(OneToSix.Take(0))).Should().BeEmpty();
        (await Collect(OneToSix.Skip(4))).Should().Equal(5, 6);
        (await Collect(OneToSix.TakeWhile(x => x < 3))).Should().Equal(1, 2);
        (await Collect(OneToSix.TakeWhile(x => x < 3, inclusive: true))).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Aggregate_emits_the_last_value_and_Scan_each()
    {
        (await Collect(OneToSix.Aggregate(100, (sum, x) => sum + x))).Should().Equal(121);
        (await Collect(OneToSix.Scan(0, (sum, x) => sum + x))).Should().Equal(0, 1, 3, 6, 10, 15, 21);
        (await Collect(Source.Empty<int>().Scan(7, (sum, x) => sum + x))).Should().Equal(7);
        (await Collect(Source.Empty<int>().Aggregate(7, (sum, x) => sum + x))).Should().Equal(7);
    }

    [Fact]
    public async Task Grouped_gathers_and_keeps_the_rest()
    {
        var groups = await Collect(OneToSix.Grouped(4));

        groups.Should().HaveCount(2);
        groups[0].Should().Equal(1, 2, 3, 4);
        groups[1].Should().Equal(5, 6);
    }

    [Fact]
    public void Grouped_refuses_empty_groups()
    {
        var build = () => OneToSix.Grouped(0);

        build.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Recover_replaces_a_failure_by_a_last_element()
    {
        var source = OneToSix.Select(x => x == 3 ? throw Boom : x).Recover(_ => Option<int>.Create(-1));

        (await Collect(source)).Should().Equal(1, 2, -1);
    }

    [Fact]
    public async Task Recover_lets_other_failures_pass()
    {
        var run = () => Collect(Source.Failed<int>(Boom).Recover(_ => Option<int>.None));

        await run.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task SelectError_changes_the_failure()
    {
        var run = () => Collect(Source.Failed<int>(Boom).SelectError(e => new ArgumentException("other", e)));

        (await run.Should().ThrowAsync<ArgumentException>()).WithInnerException<InvalidOperationException>();
    }

    [Fact]
    public async Task A_flow_is_a_reusable_part()
    {
        var flow = Flow.Create<int>().Select(x => x + 1).Where(x => x % 2 == 0);

        (await Collect(OneToSix.Via(flow).Via(flow))).Should().BeEmpty();
        (await Collect(OneToSix.Via(flow))).Should().Equal(2, 4, 6);
    }

    [Fact]
    public async Task An_empty_flow_passes_all()
    {
        (await Collect(OneToSix.Via(Flow.Create<int>()))).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public async Task FromSinkAndSource_joins_two_halves()
    {
        var flow = Flow.FromSinkAndSource(Sink.Seq<int>(), Source.Single("out"), Keep.Left);

        var (seen, result) = OneToSix.ViaMaterialized(flow, Keep.Right)
            .ToMaterialized(Sink.First<string>(), Keep.Both)
            .Run(Materializer);

        (await seen.WaitAsync(Patience)).Should().Equal(1, 2, 3, 4, 5, 6);
        (await result.WaitAsync(Patience)).Should().Be("out");
    }

    [Fact]
    public async Task Materialized_values_are_kept_as_told()
    {
        var both = Source.Single(1).MapMaterializedValue(_ => "left")
            .ToMaterialized(Sink.First<int>().MapMaterializedValue(first => first), Keep.Both)
            .Run(Materializer);

        both.Item1.Should().Be("left");
        (await both.Item2.WaitAsync(Patience)).Should().Be(1);
        Source.Single(1).MapMaterializedValue(_ => "left").To(Sink.Ignore<int>()).Run(Materializer).Should().Be("left");
        Source.Single(1).ToMaterialized(Sink.Ignore<int>(), Keep.None).Run(Materializer).Should().Be(NotUsed.Instance);
    }
}
