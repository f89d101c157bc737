using System.Diagnostics;
using Akka.Actor;

namespace EditableDeepSC.Benchmarks;

/// <summary>Pairs of actors that send messages back and forth.</summary>
internal static class MessageBenchmark
{
    /// <summary>Messages per second over all pairs, each with so many messages in flight.</summary>
    public static double Measure(ActorSystem system, int pairs, int inFlight, int messages)
    {
        using var done = new CountdownEvent(pairs);
        var rounds = messages / (2 * pairs);
        var starters = Enumerable.Range(0, pairs).Select(_ =>
        {
            var echo = system.ActorOf(Props.Create(() => new Echo()));
            return system.ActorOf(Props.Create(() => new Starter(echo, inFlight, rounds, done)));
        }).ToList();
        Task.WaitAll(starters.Select(starter => starter.Ask<ActorIdentity>(new Identify(null))).ToArray());

        var start = Stopwatch.GetTimestamp();
        starters.ForEach(starter => starter.Tell(Go.Instance));
        done.Wait();
        return 2.0 * rounds * pairs / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Go
    {
        public static readonly Go Instance = new();
    }

    private sealed class Ball
    {
        public static readonly Ball Instance = new();
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<Ball>(ball => Sender.Tell(ball));
    }

    private sealed class Starter : ReceiveActor
    {
        private int _sent;
        private int _received;

        public Starter(IActorRef echo, int inFlight, int rounds, CountdownEvent done)
        {
            Receive<Ball>(ball =>
            {
                if (++_received == rounds)
                {
                    done.Signal();
                }
                else if (_sent < rounds)
                {
                    _sent++;
                    echo.Tell(ball);
                }
            });
            Receive<Go>(_ =>
            {
                for (; _sent < inFlight; _sent++)
                {
                    echo.Tell(Ball.Instance);
                }
            });
        }
    }
}
