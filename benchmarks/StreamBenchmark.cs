using System.Diagnostics;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Benchmarks;

/// <summary>What elements cost in a fused stream, and on their way into one; rows of the actor benchmark.</summary>
internal static class StreamBenchmark
{
    private const int FusedElements = 1_000_000;

    private const int QueuedElements = 500_000;

    private const int QueueSize = 1_024;

    public static readonly (string Name, string Unit, Func<ActorSystem, double> Measure)[] Rows =
    [
        ("From.Select.Where.RunAggregate", "elements/s", MeasureFused),
        ("Source.Queue offer to ForEach", "elements/s", MeasureQueue),
    ];

    private static double MeasureFused(ActorSystem system)
    {
        var materializer = system.Materializer();
        var start = Stopwatch.GetTimestamp();
        var sum = Source.From(Enumerable.Range(1, FusedElements))
            .Select(x => x * 2)
            .Where(x => x % 3 == 0)
            .RunAggregate(0L, (total, x) => total + x, materializer)
            .Result;
        var elapsed = Stopwatch.GetElapsedTime(start);

        Expect(Enumerable.Range(1, FusedElements).Where(x => x % 3 == 0).Sum(x => 2L * x), sum);
        return FusedElements / elapsed.TotalSeconds;
    }

    private static double MeasureQueue(ActorSystem system)
    {
        var received = 0L;
        var (queue, done) = Source.Queue<int>(QueueSize, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.ForEach<int>(_ => received++), Keep.Both)
            .Run(system.Materializer());
        var start = Stopwatch.GetTimestamp();
        OfferAll(queue).Wait();
        done.Wait();
        var elapsed = Stopwatch.GetElapsedTime(start);

        Expect(QueuedElements, received);
        return QueuedElements / elapsed.TotalSeconds;
    }

    private static async Task OfferAll(ISourceQueueWithComplete<int> queue)
    {
        for (var i = 0; i < QueuedElements; i++)
            await queue.OfferAsync(i);
        queue.Complete();
    }

    private static void Expect(long expected, long actual)
    {
        if (expected != actual)
            throw new InvalidOperationException($"The stream gave {actual} instead of {expected}.");
    }
}
