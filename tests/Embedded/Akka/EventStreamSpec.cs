using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class EventStreamSpec : ActorSpec
{
    [Fact]
    public void A_subscriber_gets_the_type_and_what_derives_from_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal)).Should().BeTrue();
        Sys.EventStream.Publish(new Animal());
        Sys.EventStream.Publish("not an animal");
        Sys.EventStream.Publish(new Cat());

        ExpectMsg<Animal>();
        ExpectMsg<Cat>();
    }

    [Fact]
    public void An_interface_can_be_subscribed_to()
    {
        Sys.EventStream.Subscribe<ILoud>(TestActor);
        Sys.EventStream.Publish(new Animal());
        Sys.EventStream.Publish(new Cat());

        ExpectMsg<Cat>();
    }

    [Fact]
    public void An_event_comes_once_though_two_subscriptions_match()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(Cat));
        Sys.EventStream.Publish(new Cat());

        ExpectMsg<Cat>();
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void Subscribing_twice_changes_nothing()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Cat)).Should().BeTrue();
        Sys.EventStream.Subscribe(TestActor, typeof(Cat)).Should().BeFalse();
        Sys.EventStream.Publish(new Cat());

        ExpectMsg<Cat>();
        ExpectNoMsg(Silence);
    }

    [Fact]
    public void After_unsubscribing_nothing_comes()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Cat));
        Sys.EventStream.Publish(new Cat());
        ExpectMsg<Cat>();
        Sys.EventStream.Unsubscribe(TestActor, typeof(Cat)).Should().BeTrue();
        Sys.EventStream.Publish(new Cat());

        ExpectNoMsg(Silence);
    }

    [Fact]
    public void A_subscriber_that_stopped_is_forgotten()
    {
        var subscriber = Sys.ActorOf(Props.Create(() => new Silent()));
        Sys.EventStream.Subscribe(subscriber, typeof(Cat));
        Watch(subscriber);
        Sys.Stop(subscriber);
        ExpectTerminated(subscriber);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        AwaitAssert(() =>
        {
            Sys.EventStream.Publish(new Cat());
            ExpectNoMsg(Silence);
        });
    }

    private interface ILoud;

    private class Animal;

    private sealed class Cat : Animal, ILoud;

    private sealed class Silent : ReceiveActor
    {
        public Silent() => ReceiveAny(_ => { });
    }
}
