using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class SinkSpec : StreamSpec
{
    private static readonly Source<int, NotUsed> OneToFive = Source.From(Enumerable.Range(1, 5));

    [Fact]
    public async Task Sinks_make_their_value_of_the_stream()
    {
        (await Run(Sink.Seq<int>())).Should().Equal(1, 2, 3, 4, 5);
        (await Run(Sink.First<int>())).Should().Be(1);
        (await Run(Sink.Last<int>())).Should().Be(5);
        (await Run(Sink.Aggregate<int, int>(10, (sum, x) => sum + x))).Should().Be(25);
        (await Run(Sink.Ignore<int>())).Should().Be(Done.Instance);
    }

    [Fact]
    public async Task ForEach_sees_every_element_in_order()
    {
        var seen = new List<int>();

        await Run(Sink.ForEach<int>(seen.Add));

        seen.Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task ForEach_fails_with_its_action()
    {
        var run = () => Run(Sink.ForEach<int>(_ => throw Boom));

        await run.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task First_and_Last_want_an_element()
    {
        var first = () => Source.Empty<int>().RunWith(Sink.First<int>(), Materializer).WaitAsync(Patience);
        var last = () => Source.Empty<int>().RunWith(Sink.Last<int>(), Materializer).WaitAsync(Patience);

        await first.Should().ThrowAsync<NoSuchElementException>();
        await last.Should().ThrowAsync<NoSuchElementException>();
        (await Source.Empty<int>().RunWith(Sink.FirstOrDefault<int>(), Materializer).WaitAsync(Patience)).Should().Be(0);
        (await Source.Empty<int>().RunWith(Sink.LastOrDefault<int>(), Materializer).WaitAsync(Patience)).Should().Be(0);
    }

    [Fact]
    public async Task First_cancels_the_upstream()
    {
        var (upstream, first) = Source.From(Enumerable.Range(0, int.MaxValue))
            .WatchTermination(Keep.Right)
            .ToMaterialized(Sink.First<int>(), Keep.Both)
            .Run(Materializer);

        (await first.WaitAsync(Patience)).Should().Be(0);
        await upstream.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancelled_cancels_at_once()
    {
        var upstream = Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Cancelled<int>()).Run(Materializer);

        (await upstream.WaitAsync(Patience)).Should().Be(Done.Instance);
    }

    [Fact]
    public async Task RunForeach_and_RunAggregate_are_short_for_their_sinks()
    {
        var seen = new List<int>();

        await OneToFive.RunForeach(seen.Add, Materializer).WaitAsync(Patience);

        seen.Should().Equal(1, 2, 3, 4, 5);
        (await OneToFive.RunAggregate(0, (sum, x) => sum + x, Materializer).WaitAsync(Patience)).Should().Be(15);
    }

    private Task<T> Run<T>(Sink<int, Task<T>> sink) => OneToFive.RunWith(sink, Materializer).WaitAsync(Patience);
}
