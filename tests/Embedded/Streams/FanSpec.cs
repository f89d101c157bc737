using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class FanSpec : StreamSpec
{
    [Fact]
    public async Task Merge_emits_all_of_both_and_keeps_the_order_of_each()
    {
        var result = await Collect(Source.From(Enumerable.Range(0, 100)).Merge(Source.From(Enumerable.Range(100, 50))));

        result.Where(x => x < 100).Should().Equal(Enumerable.Range(0, 100));
        result.Where(x => x >= 100).Should().Equal(Enumerable.Range(100, 50));
    }

    [Fact]
    public async Task Merge_serves_both_sides_in_turn()
    {
        var result = await Collect(Source.From(Enumerable.Repeat("a", 50)).Merge(Source.From(Enumerable.Repeat("b", 50))));

        result.Take(50).Count(x => x == "a").Should().BeInRange(20, 30);
    }

    [Fact]
    public async Task Merge_can_complete_with_the_first_that_does()
    {
        var result = await Collect(Source.Single(1).Merge(Source.Never<int>(), eagerComplete: true));

        result.Should().BeSubsetOf([1]);
    }

    [Fact]
    public async Task Merge_fails_with_either_side()
    {
        var run = () => Collect(Source.Never<int>().Merge(Source.Failed<int>(Boom)));

        await run.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Concat_goes_on_with_the_second_after_the_first()
    {
        var result = await Collect(Source.From([1, 2]).Concat(Source.From([3, 4])).Concat(Source.Empty<int>()));

        result.Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public async Task Zip_pairs_up_to_the_shorter()
    {
        var result = await Collect(Source.From([1, 2, 3]).Zip(Source.From(["a", "b"])));

        result.Should().Equal((1, "a"), (2, "b"));
    }

    [Fact]
    public async Task ZipWith_combines()
    {
        var result = await Collect(Source.From([1, 2]).ZipWith(Source.From([10, 20, 30]), (a, b) => a + b));

        result.Should().Equal(11, 22);
    }

    [Fact]
    public async Task AlsoTo_sends_every_element_to_both()
    {
        var (also, result) = Source.From(Enumerable.Range(0, 50))
            .AlsoToMaterialized(Sink.Seq<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        (await result.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 50));
        (await also.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task DivertTo_sends_every_element_to_one_of_both()
    {
        var (odd, even) = Source.From(Enumerable.Range(0, 50))
            .DivertToMaterialized(Sink.Seq<int>(), x => x % 2 == 1, Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        (await even.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 50).Where(x => x % 2 == 0));
        (await odd.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 50).Where(x => x % 2 == 1));
    }

    [Fact]
    public async Task AlsoTo_and_DivertTo_go_on_without_a_sink_that_has_ended()
    {
        var source = Source.From(Enumerable.Range(0, 20));
        var cancels = Flow.Create<int>().Take(1).To(Sink.Ignore<int>());
        var fails = Flow.Create<int>().Select(x => x > 3 ? throw Boom : x).To(Sink.Ignore<int>());

        foreach (var sink in new[] { cancels, fails })
        {
            (await Collect(source.AlsoTo(sink))).Should().Equal(Enumerable.Range(0, 20));
            (await Collect(source.DivertTo(sink, x => x >= 10))).Should().Equal(Enumerable.Range(0, 10));
        }
    }

    [Fact]
    public async Task DivertTo_goes_on_to_its_sink_when_the_main_stream_has_been_cancelled()
    {
        var diverted = Source.From(Enumerable.Range(0, 20))
            .DivertToMaterialized(Sink.Seq<int>(), x => x % 2 == 0, Keep.Right)
            .To(Sink.Cancelled<int>())
            .Run(Materializer);

        (await diverted.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 10).Select(x => 2 * x));
    }

    [Fact]
    public async Task GroupBy_runs_a_substream_for_each_key()
    {
        var merged = (Source<string, NotUsed>)Source.From(Enumerable.Range(1, 30))
            .GroupBy(3, x => x % 3)
            .Aggregate("", (text, x) => $"{text} {x}")
            .MergeSubstreams();

        var result = await Collect(merged);

        result.Should().BeEquivalentTo(
            Enumerable.Range(0, 3).Select(k => string.Concat(
                Enumerable.Range(1, 30).Where(x => x % 3 == k).Select(x => $" {x}"))));
    }

    [Fact]
    public async Task GroupBy_keeps_the_order_within_a_key()
    {
        var merged = (Source<int, NotUsed>)Source.From(Enumerable.Range(0, 1_000))
            .GroupBy(7, x => x % 7)
            .SelectAsync(3, Task.FromResult)
            .MergeSubstreams();

        var result = await Collect(merged);

        for (var k = 0; k < 7; k++)
            result.Where(x => x % 7 == k).Should().Equal(Enumerable.Range(0, 1_000).Where(x => x % 7 == k));
    }

    [Fact]
    public async Task GroupBy_fails_with_one_key_too_many()
    {
        var merged = (Source<int, NotUsed>)Source.From(Enumerable.Range(0, 10)).GroupBy(3, x => x).MergeSubstreams();

        var run = () => Collect(merged);
        await run.Should().ThrowAsync<TooManySubstreamsOpenException>();
    }
}
