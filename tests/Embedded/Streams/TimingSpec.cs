using System.Diagnostics;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class TimingSpec : StreamSpec
{
    [Fact]
    public async Task Throttle_spends_the_burst_and_then_keeps_to_the_rate()
    {
        var clock = Stopwatch.StartNew();

        var result = await Collect(
            Source.From(Enumerable.Range(0, 8)).Throttle(1, TimeSpan.FromMilliseconds(20), 3, ThrottleMode.Shaping));

        result.Should().Equal(Enumerable.Range(0, 8));
        clock.Elapsed.Should().BeGreaterThan(
            TimeSpan.FromMilliseconds(60), "five of eight elements wait for tokens that come every 20 ms");
    }

    [Fact]
    public async Task Throttle_by_cost_lets_expensive_elements_wait_longer()
    {
        var clock = Stopwatch.StartNew();

        var result = await Collect(Source.From([1, 10, 1])
            .Throttle(1, TimeSpan.FromMilliseconds(10), 1, x => x, ThrottleMode.Shaping));

        result.Should().Equal(1, 10, 1);
        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public async Task Throttle_fails_when_it_enforces_the_rate()
    {
        var run = () => Collect(Source.From(Enumerable.Range(0, 8)).Throttle(1, Never, 3, ThrottleMode.Enforcing));

        await run.Should().ThrowAsync<OverflowException>();
    }

    [Fact]
    public async Task IdleTimeout_fails_a_silent_stream()
    {
        var run = () => Collect(Source.Never<int>().IdleTimeout(Soon));

        await run.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task IdleTimeout_lets_a_busy_stream_last()
    {
        var (queue, result) = Source.Queue<int>(1, OverflowStrategy.Backpressure)
            .IdleTimeout(Never)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1);
        queue.Complete();

        (await result.WaitAsync(Patience)).Should().Equal(1);
    }

    [Fact]
    public async Task CompletionTimeout_fails_even_a_busy_stream()
    {
        var run = () => Source.From(Forever()).CompletionTimeout(Soon)
            .RunWith(Sink.Ignore<int>(), Materializer)
            .WaitAsync(Patience);

        await run.Should().ThrowAsync<TimeoutException>();

        static IEnumerable<int> Forever()
        {
            for (var i = 0; ; i++)
                yield return i;
        }
    }
}
