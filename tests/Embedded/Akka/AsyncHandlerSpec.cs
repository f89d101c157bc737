using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class AsyncHandlerSpec : ActorSpec
{
    [Fact]
    public void No_other_message_is_handled_while_a_task_runs()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(TestActor, gate.Task)));
        actor.Tell("a");
        actor.Tell(1);
        ExpectMsg("a begins");
        ExpectNoMsg(Silence);
        gate.SetResult();

        ReceiveN(2).Should().Equal("a ends", "1");
    }

    [Fact]
    public void Sender_and_context_are_the_same_after_an_await()
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Replies()));
        probe.Send(actor, "x");

        probe.ExpectMsg<(IActorRef Self, IActorRef Sender)>().Should().Be((actor, probe.Ref));
    }

    [Fact]
    public void A_task_that_fails_fails_the_actor_with_its_exception()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Slow(TestActor, Task.CompletedTask)));

        EventFilter.Exception<InvalidOperationException>("after the await").ExpectOne(() => actor.Tell("fail"));
        actor.Tell(1);
        ExpectMsg("fail begins");
        ExpectMsg("1");
    }

    [Fact]
    public void Messages_keep_their_order_through_many_awaits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Yields(TestActor)));
        var sent = Enumerable.Range(0, 500).ToArray();
        foreach (var number in sent)
        {
            actor.Tell(number);
        }

        ReceiveN(500, Patience).Cast<int>().Should().Equal(sent);
    }

    [Fact]
    public void A_stop_takes_effect_while_a_task_waits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Slow(TestActor, new TaskCompletionSource().Task)));
        Watch(actor);
        actor.Tell("a");
        ExpectMsg("a begins");
        Sys.Stop(actor);

        ExpectTerminated(actor);
    }

    private sealed class Slow : ReceiveActor
    {
        public Slow(IActorRef log, Task until)
        {
            ReceiveAsync<string>(async text =>
            {
                log.Tell($"{text} begins");
                await until;
                if (text == "fail")
                {
                    await Task.Yield();
                    throw new InvalidOperationException("after the await");
                }

                log.Tell($"{text} ends");
            });
            Receive<int>(number => log.Tell($"{number}"));
        }
    }

    private sealed class Replies : ReceiveActor
    {
        public Replies() => ReceiveAnyAsync(async _ =>
        {
            await Task.Yield();
            await Task.Run(() => { });
            Sender.Tell((Context.Self, Context.Sender));
        });
    }

    private sealed class Yields : ReceiveActor
    {
        public Yields(IActorRef log) => ReceiveAsync<int>(async number =>
        {
            if (number % 3 != 0)
            {
                await Task.Yield();
            }

            log.Tell(number);
        });
    }
}
