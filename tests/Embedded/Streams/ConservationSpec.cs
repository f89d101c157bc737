using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

/// <summary>
/// Random chains of operators that keep every element, ended in random ways at a random moment: what comes out must
/// be the beginning of what went in, and all of it if the stream completed by itself.
/// </summary>
public sealed class ConservationSpec : StreamSpec
{
    private const int Seeds = 1_000;

    private enum Ending
    {
        Completion,
        Failure,
        Shutdown,
        Abort,
        Cancellation,
        QueueFailure,
    }

    [Fact]
    public async Task A_thousand_random_streams_lose_and_double_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
            await RunSeed(seed);
    }

    private async Task RunSeed(int seed)
    {
        var random = new Random(seed);
        var ending = (Ending)random.Next(6);
        var count = random.Next(1, 60);
        var endAt = random.Next(count);
        var received = new List<int>();

        var ((queue, killSwitch), done) = Source.Queue<int>(random.Next(1, 8), OverflowStrategy.Backpressure)
            .Via(Chain(random))
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .Via(Chain(random))
            .Select(x => ending == Ending.Failure && x == endAt ? throw Boom : x)
            .TakeWhile(x => ending != Ending.Cancellation || x < endAt)
            .ToMaterialized(Sink.ForEach<int>(received.Add), Keep.Both)
            .Run(Materializer);

        var enqueued = await Feed(queue, count, i =>
        {
            if (i != endAt)
                return;
            if (ending == Ending.Shutdown)
                killSwitch.Shutdown();
            else if (ending == Ending.Abort)
                killSwitch.Abort(Boom);
            else if (ending == Ending.QueueFailure)
                queue.Fail(Boom);
        });

        var failed = await HasFailed(done);
        received.Should().Equal(Enumerable.Range(0, received.Count), "of seed {0}, {1}", seed, ending);
        received.Count.Should().BeLessThanOrEqualTo(enqueued, "of seed {0}, {1}", seed, ending);
        if (ending is Ending.Failure or Ending.QueueFailure)
            failed.Should().BeTrue("of seed {0}, {1}", seed, ending);
        if (ending is Ending.Completion or Ending.Cancellation or Ending.Shutdown)
            failed.Should().BeFalse("of seed {0}, {1}", seed, ending);
        if (ending == Ending.Completion || (ending == Ending.Abort && !failed))
            received.Count.Should().Be(count, "of seed {0}, {1}", seed, ending);
        if (ending == Ending.Cancellation)
            received.Count.Should().Be(endAt, "of seed {0}", seed);
        if (ending == Ending.Failure)
            received.Count.Should().BeLessThanOrEqualTo(endAt, "of seed {0}", seed);
    }

    /// <summary>Offers 0 to count - 1 until the stream ends; returns how many it may have taken in.</summary>
    private static async Task<int> Feed(ISourceQueueWithComplete<int> queue, int count, Action<int> before)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                before(i);
                var offer = queue.OfferAsync(i);
                await Task.WhenAny(offer, queue.WatchCompletionAsync()).WaitAsync(Patience);
                if (!offer.IsCompleted || await offer is not QueueOfferResult.Enqueued)
                    return i + 1;
            }

            queue.Complete();
        }
        catch (StreamDetachedException)
        {
            // The stream has ended: the rest is not taken in.
        }

        return count;
    }

    private static async Task<bool> HasFailed(Task<Done> done)
    {
        try
        {
            await done.WaitAsync(Patience);
            return false;
        }
        catch (Exception failure) when (failure.GetBaseException() == Boom)
        {
            return true;
        }
    }

    private static Flow<int, int, NotUsed> Chain(Random random)
    {
        var flow = Flow.Create<int>();
        for (var i = random.Next(4); i > 0; i--)
            flow = Append(flow, random);
        return flow;
    }

    private static Flow<int, int, NotUsed> Append(Flow<int, int, NotUsed> flow, Random random)
    {
        var size = random.Next(1, 6);
        return random.Next(11) switch
        {
            0 => flow.Select(x => x),
            1 => flow.Buffer(size, OverflowStrategy.Backpressure),
            2 => flow.Async(),
            3 => flow.SelectAsync(size, Later),
            4 => flow.SelectAsync(size, Task.FromResult),
            5 => flow.Grouped(size).SelectMany(group => group),
            6 => flow.GroupedWithin(size, TimeSpan.FromMilliseconds(1)).SelectMany(group => group),
            7 => flow.GroupedWeightedWithin(10, size, TimeSpan.FromMilliseconds(1), x => x % 7)
                .SelectMany(group => group),
            8 => flow.Batch(size, x => new List<int> { x }, Append).SelectMany(batch => batch),
            9 => flow.Concat(Source.Empty<int>()),
            _ => flow.Zip(Source.From(Enumerable.Range(0, int.MaxValue))).Select(pair => pair.Item1),
        };
    }

    private static async Task<int> Later(int x)
    {
        await Task.Yield();
        return x;
    }

    private static List<int> Append(List<int> list, int x)
    {
        list.Add(x);
        return list;
    }
}
