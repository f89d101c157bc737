using System.Diagnostics;
using Akka.Actor;

namespace EditableDeepSC.Benchmarks;

/// <summary>Many actors that were started and wait.</summary>
internal static class IdleActorsBenchmark
{
    private const int Count = 100_000;

    public static (double CreatedPerSecond, double BytesPerActor) Measure(ActorSystem system)
    {
        using var started = new CountdownEvent(Count);
        var props = Props.Create(() => new Idle(started));
        var actors = new IActorRef[Count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
        {
            actors[i] = system.ActorOf(props);
        }

        started.Wait();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(actors);
        return (Count / elapsed.TotalSeconds, (double)(after - before) / Count);
    }

    private sealed class Idle : ReceiveActor
    {
        private readonly CountdownEvent _started;

        public Idle(CountdownEvent started)
        {
            _started = started;
            Receive<string>(text => Sender.Tell(text));
            Receive<int>(number => Sender.Tell(number));
        }

        protected override void PreStart() => _started.Signal();
    }
}
