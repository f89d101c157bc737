using System.Globalization;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

/// <summary>
/// The sink holds one element and asks for the next when it is pulled, so all that these sources emit before they
/// settle meets a busy downstream.
/// </summary>
public sealed class BufferSpec : StreamSpec
{
    [Theory]
    [InlineData(OverflowStrategy.Backpressure, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(OverflowStrategy.DropHead, new[] { 0, 7, 8, 9 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 0, 1, 2, 9 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 0, 7, 8, 9 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 0, 1, 2, 3 })]
    public async Task Buffer_treats_what_does_not_fit_as_told(OverflowStrategy strategy, int[] expected)
    {
        var (source, settled) = TenElements();
        var queue = source.Buffer(3, strategy).RunWith(OneByOne<int>(), Materializer);
        if (strategy != OverflowStrategy.Backpressure)
            await settled.WaitAsync(Patience);

        foreach (var element in expected)
            (await Next(queue)).Should().Be(element);
        await ShouldComplete(queue);
    }

    [Fact]
    public async Task Buffer_fails_when_told_to()
    {
        var queue = TenElements().Source
            .Buffer(3, OverflowStrategy.Fail)
            .WatchTermination(Keep.Right)
            .To(OneByOne<int>())
            .Run(Materializer);

        var ending = () => queue.WaitAsync(Patience);
        await ending.Should().ThrowAsync<BufferOverflowException>();
    }

    [Fact]
    public async Task Buffer_holds_what_it_says_and_no_more()
    {
        var entered = 0;
        var requested = 0;
        var most = 0;
        var queue = Source.From(Enumerable.Range(0, 200))
            .Select(x =>
            {
                most = Math.Max(most, ++entered - Volatile.Read(ref requested));
                return x;
            })
            .Buffer(5, OverflowStrategy.Backpressure)
            .RunWith(OneByOne<int>(), Materializer);

        for (var i = 0; i < 200; i++)
        {
            Interlocked.Increment(ref requested);
            (await Next(queue)).Should().Be(i);
        }

        most.Should().Be(6, "five are in the buffer and one is with the sink");
    }

    [Fact]
    public async Task Batch_merges_while_nobody_asks_up_to_its_maximum()
    {
        var (source, settled) = Elements(Enumerable.Range(0, 10), until: 5);
        var queue = source.Batch(4, x => $"{x}", (text, x) => $"{text}{x}").RunWith(OneByOne<string>(), Materializer);
        await settled.WaitAsync(Patience);

        (await Next(queue)).Should().Be("0");
        (await Next(queue)).Should().Be("1234");
        var rest = "";
        while (rest.Length < 5)
            rest += await Next(queue);
        rest.Should().Be("56789");
        await ShouldComplete(queue);
    }

    [Fact]
    public async Task BatchWeighted_counts_costs_and_lets_a_heavy_element_pass_alone()
    {
        var (source, settled) = Elements([1, 2, 2, 9, 1], until: 3);
        var queue = source
            .BatchWeighted(4, x => x, x => x.ToString(CultureInfo.InvariantCulture), (text, x) => $"{text}+{x}")
            .RunWith(OneByOne<string>(), Materializer);
        await settled.WaitAsync(Patience);

        (await Next(queue)).Should().Be("1");
        (await Next(queue)).Should().Be("2+2");
        (await Next(queue)).Should().Be("9");
        (await Next(queue)).Should().Be("1");
        await ShouldComplete(queue);
    }

    [Fact]
    public async Task Conflate_merges_all_while_nobody_asks()
    {
        var (source, settled) = TenElements();
        var queue = source.Conflate((a, b) => a + b).RunWith(OneByOne<int>(), Materializer);
        await settled.WaitAsync(Patience);

        (await Next(queue)).Should().Be(0);
        (await Next(queue)).Should().Be(45);
        await ShouldComplete(queue);
    }

    [Fact]
    public async Task ConflateWithSeed_gathers_all_while_nobody_asks()
    {
        var (source, settled) = TenElements();
        var queue = source.ConflateWithSeed(x => $"{x}", (text, x) => $"{text}{x}")
            .RunWith(OneByOne<string>(), Materializer);
        await settled.WaitAsync(Patience);

        (await Next(queue)).Should().Be("0");
        (await Next(queue)).Should().Be("123456789");
    }

    private static (Source<int, NotUsed> Source, Task Settled) TenElements() =>
        Elements(Enumerable.Range(0, 10), until: 9);

    /// <summary>The elements, and a task that ends when the one at position <paramref name="until"/> is on its way.</summary>
    private static (Source<int, NotUsed> Source, Task Settled) Elements(IEnumerable<int> elements, int until)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        IEnumerable<int> Signalling()
        {
            var position = 0;
            foreach (var element in elements)
            {
                if (position++ == until)
                    settled.TrySetResult();
                yield return element;
            }
        }

        return (Source.From(Signalling()), settled.Task);
    }
}
