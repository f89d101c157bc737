using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class GroupedWithinSpec : StreamSpec
{
    [Fact]
    public async Task A_full_group_does_not_wait_for_the_timer()
    {
        var groups = await Collect(Source.From(Enumerable.Range(0, 7)).GroupedWithin(3, Never));

        groups.Select(group => group.ToArray()).Should().BeEquivalentTo(
            new int[][] { [0, 1, 2], [3, 4, 5], [6] }, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task A_group_leaves_when_its_time_is_up()
    {
        var (queue, groups) = Source.Queue<int>(8, OverflowStrategy.Backpressure)
            .GroupedWithin(100, Soon)
            .ToMaterialized(Sink.Queue<IEnumerable<int>>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1);

        (await Next(groups)).Should().Equal(1);

        await queue.OfferAsync(2);
        (await Next(groups)).Should().Equal(2);
    }

    [Fact]
    public async Task No_group_is_empty()
    {
        var (queue, groups) = Source.Queue<int>(8, OverflowStrategy.Backpressure)
            .GroupedWithin(100, TimeSpan.FromMilliseconds(1))
            .ToMaterialized(Sink.Queue<IEnumerable<int>>(), Keep.Both)
            .Run(Materializer);

        for (var i = 0; i < 50; i++)
        {
            await queue.OfferAsync(i);
            (await Next(groups)).Should().Equal(i);
        }
    }

    [Fact]
    public async Task Weights_limit_a_group_and_one_heavy_element_makes_its_own()
    {
        var groups = await Collect(
            Source.From([3, 3, 5, 20, 1]).GroupedWeightedWithin(8, 100, Never, x => x));

        groups.Select(group => group.ToArray()).Should().BeEquivalentTo(
            new int[][] { [3, 3], [5], [20], [1] }, options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_element_is_lost_or_doubled_when_timers_and_elements_race(int seed)
    {
        const int Count = 3_000;
        var random = new Random(seed);
        var (queue, groups) = Source.Queue<int>(4, OverflowStrategy.Backpressure)
            .GroupedWithin(5, TimeSpan.FromMilliseconds(1))
            .ToMaterialized(Sink.Queue<IEnumerable<int>>(), Keep.Both)
            .Run(Materializer);
        var producer = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                await queue.OfferAsync(i);
                for (var pause = random.Next(40); pause > 35; pause--)
                    await Task.Yield();
            }

            queue.Complete();
        });

        var received = new List<int>();
        for (var next = await groups.PullAsync(); next.HasValue; next = await groups.PullAsync().WaitAsync(Patience))
        {
            next.Value.Count().Should().BeInRange(1, 5);
            received.AddRange(next.Value);
        }

        await producer.WaitAsync(Patience);
        received.Should().Equal(Enumerable.Range(0, Count));
    }
}
