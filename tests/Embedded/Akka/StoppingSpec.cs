using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class StoppingSpec : ActorSpec
{
    [Fact]
    public async Task GracefulStop_is_true_when_the_actor_has_stopped()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stubborn(TestActor)));

        (await actor.GracefulStop(Patience)).Should().BeTrue();
        ExpectMsg("stopped");
    }

    [Fact]
    public async Task GracefulStop_is_false_when_it_has_not_in_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stubborn(TestActor)));

        (await actor.GracefulStop(TimeSpan.FromMilliseconds(20), "please")).Should().BeFalse();
    }

    [Fact]
    public async Task GracefulStop_of_an_actor_that_has_stopped_is_true()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stubborn(TestActor)));
        await actor.GracefulStop(Patience);

        (await actor.GracefulStop(Patience)).Should().BeTrue();
    }

    [Fact]
    public void A_stopping_actor_waits_for_its_grandchildren()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Generation(TestActor, 3)));
        actor.Tell("ready?");
        ExpectMsg("ready");
        Sys.Stop(actor);

        ReceiveN(4).Should().Equal(0, 1, 2, 3);
    }

    [Fact]
    public void A_name_is_free_again_when_Terminated_has_come()
    {
        var first = Sys.ActorOf(Props.Create(() => new Stubborn(TestActor)), "phoenix");
        Watch(first);
        Sys.Stop(first);
        FishForMessage<Terminated>(_ => true);

        AwaitAssert(() =>
        {
            var second = Sys.ActorOf(Props.Create(() => new Stubborn(TestActor)), "phoenix");
            second.Should().NotBe(first);
            second.Path.Should().Be(first.Path);
        });
    }

    private sealed class Stubborn(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => log.Tell("stopped");
    }

    private sealed class Generation : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly int _number;

        public Generation(IActorRef log, int number)
        {
            _log = log;
            _number = number;
            if (number > 0)
            {
                var child = Context.ActorOf(Props.Create(() => new Generation(log, number - 1)));
                Receive<string>(child.Forward);
            }
            else
            {
                Receive<string>(_ => Sender.Tell("ready"));
            }
        }

        protected override void PostStop() => _log.Tell(_number);
    }
}
