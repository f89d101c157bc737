using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class QueueSpec : StreamSpec
{
    [Fact]
    public async Task Backpressure_lets_the_offer_wait_that_finds_no_room()
    {
        var (queue, sink) = Run(2, OverflowStrategy.Backpressure);
        for (var i = 0; i < 3; i++)
            (await queue.OfferAsync(i).WaitAsync(Patience)).Should().Be(QueueOfferResult.Enqueued.Instance);

        var fourth = queue.OfferAsync(3);
        var fifth = () => queue.OfferAsync(4).WaitAsync(Patience);
        await fifth.Should().ThrowAsync<Exception>("only one offer may wait");
        fourth.IsCompleted.Should().BeFalse();

        (await Next(sink)).Should().Be(0);
        (await Next(sink)).Should().Be(1);
        (await fourth.WaitAsync(Patience)).Should().Be(QueueOfferResult.Enqueued.Instance);
        (await Next(sink)).Should().Be(2);
        (await Next(sink)).Should().Be(3);
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 0, 4, 5 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 0, 1, 5 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 0, 5 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 0, 1, 2 })]
    public async Task A_full_queue_drops_as_told(OverflowStrategy strategy, int[] expected)
    {
        var (queue, sink) = Run(2, strategy);
        for (var i = 0; i < 6; i++)
        {
            var result = await queue.OfferAsync(i).WaitAsync(Patience);
            if (strategy == OverflowStrategy.DropNew && i > 2)
                result.Should().Be(QueueOfferResult.Dropped.Instance);
            else
                result.Should().Be(QueueOfferResult.Enqueued.Instance);
        }

        foreach (var element in expected)
            (await Next(sink)).Should().Be(element);
    }

    [Fact]
    public async Task Fail_fails_the_stream_and_says_so()
    {
        var (queue, _) = Run(1, OverflowStrategy.Fail);
        await queue.OfferAsync(0).WaitAsync(Patience);
        await queue.OfferAsync(1).WaitAsync(Patience);

        var result = await queue.OfferAsync(2).WaitAsync(Patience);

        result.Should().BeOfType<QueueOfferResult.Failure>().Which.Cause.Should().BeOfType<BufferOverflowException>();
        var watching = () => queue.WatchCompletionAsync().WaitAsync(Patience);
        await watching.Should().ThrowAsync<BufferOverflowException>();
    }

    [Fact]
    public async Task Complete_lets_what_was_taken_over_leave_first()
    {
        var (queue, sink) = Run(4, OverflowStrategy.Backpressure);
        for (var i = 0; i < 4; i++)
            await queue.OfferAsync(i).WaitAsync(Patience);

        queue.Complete();

        for (var i = 0; i < 4; i++)
            (await Next(sink)).Should().Be(i);
        await ShouldComplete(sink);
        await queue.WatchCompletionAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Fail_ends_the_stream_at_once()
    {
        var (queue, sink) = Run(4, OverflowStrategy.Backpressure);
        queue.Fail(Boom);

        var pulling = async () =>
        {
            while ((await sink.PullAsync().WaitAsync(Patience)).HasValue)
            {
            }
        };
        await pulling.Should().ThrowAsync<InvalidOperationException>();
        var watching = () => queue.WatchCompletionAsync().WaitAsync(Patience);
        await watching.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Offers_to_an_ended_stream_fail()
    {
        var queue = Source.Queue<int>(4, OverflowStrategy.Backpressure).To(Sink.Cancelled<int>()).Run(Materializer);
        await queue.WatchCompletionAsync().WaitAsync(Patience);

        var offering = async () =>
        {
            // The last offers before the stage is gone may still be taken in.
            for (var i = 0; i < 1_000; i++)
                await queue.OfferAsync(i).WaitAsync(Patience);
        };

        await offering.Should().ThrowAsync<StreamDetachedException>();
    }

    [Fact]
    public async Task Every_element_of_a_fast_producer_arrives_in_order()
    {
        var (queue, result) = Source.Queue<int>(16, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        for (var i = 0; i < 20_000; i++)
            await queue.OfferAsync(i);
        queue.Complete();

        (await result.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 20_000));
    }

    [Fact]
    public async Task Sink_queue_ends_with_an_empty_answer()
    {
        var queue = Source.From([1, 2]).RunWith(Sink.Queue<int>(), Materializer);

        (await Next(queue)).Should().Be(1);
        (await Next(queue)).Should().Be(2);
        await ShouldComplete(queue);
        var after = () => queue.PullAsync().WaitAsync(Patience);
        await after.Should().ThrowAsync<StreamDetachedException>();
    }

    private (ISourceQueueWithComplete<int> Queue, ISinkQueue<int> Sink) Run(int size, OverflowStrategy strategy) =>
        Source.Queue<int>(size, strategy).ToMaterialized(OneByOne<int>(), Keep.Both).Run(Materializer);
}
