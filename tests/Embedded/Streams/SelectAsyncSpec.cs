using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class SelectAsyncSpec : StreamSpec
{
    [Fact]
    public async Task SelectAsync_keeps_the_order_of_elements_though_later_ones_end_first()
    {
        var tasks = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var started = new CountdownEvent(4);
        var result = Collect(Source.From(Enumerable.Range(0, 4)).SelectAsync(4, i =>
        {
            started.Signal();
            return tasks[i].Task;
        }));
        started.Wait(Patience).Should().BeTrue();

        for (var i = 3; i >= 0; i--)
            tasks[i].SetResult(i);

        (await result).Should().Equal(0, 1, 2, 3);
    }

    [Fact]
    public async Task SelectAsyncUnordered_emits_what_ends_first()
    {
        var late = new TaskCompletionSource<int>();
        var queue = Source.From([0, 1])
            .SelectAsyncUnordered(2, i => i == 0 ? late.Task : Task.FromResult(i))
            .RunWith(OneByOne<int>(), Materializer);

        (await Next(queue)).Should().Be(1);
        late.SetResult(0);
        (await Next(queue)).Should().Be(0);
        await ShouldComplete(queue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_more_tasks_run_than_the_parallelism_allows(bool ordered)
    {
        var running = 0;
        var most = 0;

        async Task<int> Work(int i)
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return i;
        }

        var source = Source.From(Enumerable.Range(0, 2_000));
        var result = await Collect(ordered ? source.SelectAsync(3, Work) : source.SelectAsyncUnordered(3, Work));

        result.Should().BeEquivalentTo(Enumerable.Range(0, 2_000));
        most.Should().BeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_task_fails_the_stream_with_its_own_exception(bool ordered)
    {
        static async Task<int> Work(int i)
        {
            await Task.Yield();
            return i == 3 ? throw Boom : i;
        }

        var source = Source.From(Enumerable.Range(0, 10));
        var run = () => Collect(ordered ? source.SelectAsync(2, Work) : source.SelectAsyncUnordered(2, Work));

        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("boom");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resuming_decider_drops_the_element_of_a_failed_task(bool ordered)
    {
        static async Task<int> Work(int i)
        {
            if (i % 4 == 0)
                throw Boom;
            await Task.Yield();
            return i % 4 == 1 ? throw Boom : i;
        }

        var source = Source.From(Enumerable.Range(0, 8));
        var result = await Collect(
            (ordered ? source.SelectAsync(3, Work) : source.SelectAsyncUnordered(3, Work))
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider)));

        result.Should().BeEquivalentTo([2, 3, 6, 7]);
    }

    [Fact]
    public async Task ForEachAsync_runs_for_each_element_and_ends_with_the_stream()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<int>();

        await Source.From(Enumerable.Range(0, 100))
            .RunWith(
                Sink.ForEachAsync<int>(4, async i =>
                {
                    await Task.Yield();
                    seen.Add(i);
                }),
                Materializer)
            .WaitAsync(Patience);

        seen.Should().BeEquivalentTo(Enumerable.Range(0, 100));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
                return;
        }
    }
}
