using System.Collections.Immutable;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class HubSpec : StreamSpec
{
    [Fact]
    public async Task MergeHub_receives_all_from_many_producers_and_keeps_the_order_of_each()
    {
        const int Producers = 8;
        const int Count = 500;
        var (sink, result) = MergeHub.Source<(int Producer, int Number)>(4)
            .Take(Producers * Count)
            .ToMaterialized(Sink.Seq<(int Producer, int Number)>(), Keep.Both)
            .Run(Materializer);

        for (var p = 0; p < Producers; p++)
        {
            var producer = p;
            Source.From(Enumerable.Range(0, Count)).Select(i => (producer, i)).RunWith(sink, Materializer);
        }

        var received = await result.WaitAsync(Patience);
        for (var p = 0; p < Producers; p++)
            received.Where(x => x.Producer == p).Select(x => x.Number).Should().Equal(Enumerable.Range(0, Count));
    }

    [Fact]
    public async Task MergeHub_lets_a_producer_run_ahead_by_its_buffer_only()
    {
        var sent = 0;
        var requested = 0;
        var most = 0;
        var (sink, queue) = MergeHub.Source<int>(4).ToMaterialized(OneByOne<int>(), Keep.Both).Run(Materializer);
        Source.From(Enumerable.Range(0, 200))
            .Select(x =>
            {
                most = Math.Max(most, ++sent - Volatile.Read(ref requested));
                return x;
            })
            .RunWith(sink, Materializer);

        for (var i = 0; i < 200; i++)
        {
            Interlocked.Increment(ref requested);
            (await Next(queue)).Should().Be(i);
        }

        most.Should().BeLessThanOrEqualTo(6, "four credits, one element with the sink, one on its way there");
    }

    [Fact]
    public async Task MergeHub_goes_on_without_a_producer_that_failed()
    {
        var (sink, queue) = MergeHub.Source<int>(4).ToMaterialized(OneByOne<int>(), Keep.Both).Run(Materializer);

        Source.Failed<int>(Boom).RunWith(sink, Materializer);
        Source.Single(1).RunWith(sink, Materializer);

        (await Next(queue)).Should().Be(1);
    }

    [Fact]
    public async Task MergeHub_cancels_its_producers_when_it_ends()
    {
        var (sink, result) = MergeHub.Source<int>(4).Take(1).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        var upstream = Source.From(Enumerable.Range(0, int.MaxValue)).WatchTermination(Keep.Right).To(sink).Run(Materializer);

        (await result.WaitAsync(Patience)).Should().HaveCount(1);
        await upstream.WaitAsync(Patience);
        var late = Source.Never<int>().WatchTermination(Keep.Right).To(sink).Run(Materializer);
        await late.WaitAsync(Patience);
    }

    [Fact]
    public async Task BroadcastHub_sends_all_to_every_consumer()
    {
        var (queue, hub) = Source.Queue<int>(4, OverflowStrategy.Backpressure)
            .ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both)
            .Run(Materializer);
        var consumers = await Attach(hub, 3);

        for (var i = 0; i < 500; i++)
            await queue.OfferAsync(i);
        queue.Complete();

        foreach (var consumer in consumers)
            (await consumer.WaitAsync(Patience)).Should().EndWith(Enumerable.Range(0, 500));

        // A consumer counts once it has seen something: feed the hub until all have.
        async Task<List<Task<IImmutableList<int>>>> Attach(
            Source<int, NotUsed> source, int count)
        {
            var started = new CountdownEvent(count);
            var all = Enumerable.Range(0, count).Select(_ =>
            {
                var first = true;
                return source.Select(x =>
                {
                    if (first)
                        started.Signal();
                    first = false;
                    return x;
                }).RunWith(Sink.Seq<int>(), Materializer);
            }).ToList();
            while (!started.IsSet)
                await queue.OfferAsync(-1).WaitAsync(Patience);
            return all;
        }
    }

    [Fact]
    public async Task BroadcastHub_waits_for_its_slowest_consumer()
    {
        var sent = 0;
        var hub = Source.From(Enumerable.Range(0, 1_000))
            .Select(x =>
            {
                Interlocked.Increment(ref sent);
                return x;
            })
            .RunWith(BroadcastHub.Sink<int>(8), Materializer);
        var slow = hub.RunWith(OneByOne<int>(), Materializer);
        var first = await Next(slow);
        var fast = hub.RunWith(OneByOne<int>(), Materializer);

        // The fast one reads as far as it can while the slow one stands.
        for (var i = await Next(fast); i < first + 6; i = await Next(fast))
            Volatile.Read(ref sent).Should().BeLessThanOrEqualTo(first + 8 + 4);
        (await Next(slow)).Should().Be(first + 1);
    }

    [Fact]
    public async Task BroadcastHub_passes_a_failure_on()
    {
        var (promise, hub) = Source.Maybe<int>().ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var result = Collect(hub);

        promise.SetException(Boom);

        var ending = () => result;
        await ending.Should().ThrowAsync<Exception>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8192)]
    public void BroadcastHub_wants_a_power_of_two(int bufferSize)
    {
        var build = () => BroadcastHub.Sink<int>(bufferSize);

        build.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task PartitionHub_deals_each_element_to_one_consumer()
    {
        var hub = Source.From(Enumerable.Range(0, 300))
            .RunWith(PartitionHub.Sink<int>((size, x) => x % size, 3, 8), Materializer);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Collect(hub)));

        results.SelectMany(x => x).Should().BeEquivalentTo(Enumerable.Range(0, 300));
        foreach (var result in results)
            result.Select(x => x % 3).Distinct().Should().HaveCount(1);
    }
}
