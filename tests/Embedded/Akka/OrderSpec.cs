using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class OrderSpec : ActorSpec
{
    private const int Producers = 8;
    private const int MessagesEach = 20_000;

    [Fact]
    public void Each_sender_is_heard_in_order_though_eight_threads_send()
    {
        var receiver = Sys.ActorOf(Props.Create(() => new Checker(TestActor)));
        var threads = Enumerable.Range(0, Producers).Select(producer => new Thread(() =>
        {
            for (var number = 0; number < MessagesEach; number++)
            {
                receiver.Tell(new Numbered(producer, number), ActorRefs.NoSender);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        ExpectMsg("all in order");
    }

    [Fact]
    public void Each_sender_is_heard_in_order_though_eight_actors_send()
    {
        var receiver = Sys.ActorOf(Props.Create(() => new Checker(TestActor)));
        foreach (var producer in Enumerable.Range(0, Producers))
        {
            Sys.ActorOf(Props.Create(() => new Producer(producer, receiver))).Tell(MessagesEach);
        }

        ExpectMsg("all in order");
    }

    private sealed record Numbered(int Producer, int Number);

    private sealed class Producer : ReceiveActor
    {
        public Producer(int producer, IActorRef receiver) => Receive<int>(count =>
        {
            for (var number = 0; number < count; number++)
            {
                receiver.Tell(new Numbered(producer, number));
            }
        });
    }

    private sealed class Checker : ReceiveActor
    {
        private readonly int[] _next = new int[Producers];
        private int _left = Producers * MessagesEach;

        public Checker(IActorRef log) => Receive<Numbered>(message =>
        {
            if (_next[message.Producer]++ != message.Number)
            {
                log.Tell($"producer {message.Producer}: {message.Number} out of order");
            }

            if (--_left == 0)
            {
                log.Tell("all in order");
            }
        });
    }
}
