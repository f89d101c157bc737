using Akka.Streams.Dsl;
using Akka.Util;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class SourceSpec : StreamSpec
{
    [Fact]
    public async Task From_emits_all_elements_in_order_and_anew_for_each_run()
    {
        var source = Source.From(Enumerable.Range(1, 100));

        (await Collect(source)).Should().Equal(Enumerable.Range(1, 100));
        (await Collect(source)).Should().Equal(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task From_fails_with_the_enumerator()
    {
        static IEnumerable<int> Elements()
        {
            yield return 1;
            throw Boom;
        }

        var run = () => Collect(Source.From(Elements()));

        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("boom");
    }

    [Fact]
    public async Task From_async_enumerable_emits_all_and_cancels_its_token_with_the_stream()
    {
        var cancelled = new TaskCompletionSource();

        async IAsyncEnumerable<int> Elements(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            token.Register(() => cancelled.TrySetResult());
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                yield return i;
            }

            await Task.Delay(Timeout.Infinite, token);
        }

        (await Collect(Source.From(() => Elements()).Take(3))).Should().Equal(0, 1, 2);
        await cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Single_and_Empty_complete_and_Failed_fails()
    {
        (await Collect(Source.Single(7))).Should().Equal(7);
        (await Collect(Source.Empty<int>())).Should().BeEmpty();

        var run = () => Collect(Source.Failed<int>(Boom));
        await run.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Tick_repeats_its_element_until_it_is_cancelled()
    {
        var (tick, queue) = Source.Tick(TimeSpan.Zero, Soon, "tick")
            .ToMaterialized(OneByOne<string>(), Keep.Both)
            .Run(Materializer);

        (await Next(queue)).Should().Be("tick");
        (await Next(queue)).Should().Be("tick");
        tick.Cancel();

        var next = await queue.PullAsync().WaitAsync(Patience);
        while (next.HasValue)
            next = await queue.PullAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task UnfoldAsync_emits_until_the_task_has_no_more()
    {
        var source = Source.UnfoldAsync<int, int>(1, async state =>
        {
            await Task.Yield();
            return state > 16 ? Option<(int, int)>.None : (state * 2, state);
        });

        (await Collect(source)).Should().Equal(1, 2, 4, 8, 16);
    }

    [Theory]
    [InlineData("one", 1)]
    [InlineData(null, 0)]
    public async Task Maybe_emits_what_its_promise_gets(string? element, int count)
    {
        var (promise, result) = Source.Maybe<string>()
            .ToMaterialized(Sink.Seq<string>(), Keep.Both)
            .Run(Materializer);

        promise.SetResult(element!);

        (await result.WaitAsync(Patience)).Should().HaveCount(count);
    }

    [Fact]
    public async Task A_null_element_fails_the_stream()
    {
        var run = () => Collect(Source.From(new[] { "a", null }));

        await run.Should().ThrowAsync<ArgumentNullException>();
    }
}
