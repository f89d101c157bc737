using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace EditableDeepSC.Embedded.Tests.Akka;

/// <summary>Every message is handled once or becomes one dead letter, whatever happens to its receiver.</summary>
public sealed class ConservationSpec
{
    private const int Actors = 4;
    private const int Threads = 3;
    private const int MessagesEach = 150;

    public static TheoryData<int> Blocks => new(Enumerable.Range(0, 10));

    /// <summary>10 blocks of 20 seeds.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void Sent_is_received_plus_dead_lettered(int block)
    {
        for (var seed = 20 * block; seed < 20 * (block + 1); seed++)
        {
            using var test = new Scenario(seed);
            test.Run();
        }
    }

    private sealed record Numbered(int Number);

    private sealed class Tally
    {
        public readonly int[] Seen = new int[Threads * MessagesEach];

        public void Count(Numbered message) => Interlocked.Increment(ref Seen[message.Number]);
    }

    private sealed class Scenario(int seed)
        : ActorSpec("akka.loggers = [], akka.stdout-loglevel = OFF, akka.loglevel = OFF")
    {
        private readonly Tally _tally = new();

        public void Run()
        {
            var listener = ((ExtendedActorSystem)Sys).SystemActorOf(
                Props.Create(() => new Listener(_tally)).WithDispatcher(CallingThreadDispatcher.Id), "listener");
            listener.Ask<ActorIdentity>(new Identify(1)).Wait(Patience).Should().BeTrue();
            Sys.EventStream.Subscribe(listener, typeof(DeadLetter));
            var parent = Sys.ActorOf(Props.Create(() => new Parent(_tally)));
            var actors = parent.Ask<IActorRef[]>("children").Result;
            var threads = Enumerable.Range(0, Threads).Select(t => new Thread(() => Send(t, parent, actors))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Sys.Terminate().Wait(Patience).Should().BeTrue();

            _tally.Seen.Should().OnlyContain(times => times == 1, "each message has one fate (seed {0})", seed);
        }

        private void Send(int thread, IActorRef parent, IActorRef[] actors)
        {
            var random = new Random((1000 * seed) + thread);
            for (var i = 0; i < MessagesEach; i++)
            {
                actors[random.Next(Actors)].Tell(new Numbered((thread * MessagesEach) + i), ActorRefs.NoSender);
                switch (random.Next(400))
                {
                    case < 40: actors[random.Next(Actors)].Tell("fail", ActorRefs.NoSender); break;
                    case < 42: actors[random.Next(Actors)].Tell(PoisonPill.Instance, ActorRefs.NoSender); break;
                    case < 44: Sys.Stop(actors[random.Next(Actors)]); break;
                    case < 46: actors[random.Next(Actors)].Tell(Kill.Instance, ActorRefs.NoSender); break;
                    case < 47: Sys.Stop(parent); break;
                    case < 60: Thread.Yield(); break;
                }
            }
        }
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(Tally tally) => Receive<DeadLetter>(letter =>
        {
            if (letter.Message is Numbered numbered)
            {
                tally.Count(numbered);
            }
        });
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(Tally tally)
        {
            var children = Enumerable.Range(0, Actors)
                .Select(i => Context.ActorOf(Props.Create(() => new Child(tally, i == 0)), $"child{i}")).ToArray();
            Receive<string>(_ => Sender.Tell(children));
        }
    }

    private sealed class Child : ReceiveActor
    {
        public Child(Tally tally, bool asynchronous)
        {
            if (asynchronous)
            {
                ReceiveAsync<Numbered>(async message =>
                {
                    tally.Count(message);
                    await Task.Yield();
                });
            }
            else
            {
                Receive<Numbered>(tally.Count);
            }

            Receive<string>(_ => throw new InvalidOperationException("boom"));
        }
    }
}
