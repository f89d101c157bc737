using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class ActorRefSpec : StreamSpec
{
    [Fact]
    public async Task Source_actor_emits_what_it_is_told_and_completes_on_success()
    {
        var (actor, result) = Source.ActorRef<int>(100, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        for (var i = 0; i < 50; i++)
            actor.Tell(i);
        actor.Tell(new Status.Success("done"));

        (await result.WaitAsync(Patience)).Should().Equal(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task Source_actor_fails_the_stream_on_failure()
    {
        var (actor, result) = Source.ActorRef<int>(100, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        actor.Tell(new Status.Failure(Boom));

        var ending = () => result.WaitAsync(Patience);
        await ending.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Source_actor_stops_with_its_stream()
    {
        var messages = Channel.CreateUnbounded<object>();
        var actor = Source.ActorRef<int>(100, OverflowStrategy.DropNew).To(Sink.Cancelled<int>()).Run(Materializer);

        System.ActorOf(Props.Create(() => new Watcher(actor, messages.Writer)));

        (await Receive(messages)).Should().BeOfType<Terminated>();
    }

    [Fact]
    public void Source_actor_cannot_hold_its_senders_back()
    {
        var build = () => Source.ActorRef<int>(100, OverflowStrategy.Backpressure);

        build.Should().Throw<NotSupportedException>();
    }

    [Fact]
    public async Task ActorRefWithAck_sends_the_next_element_after_the_answer_to_the_last()
    {
        var messages = Channel.CreateUnbounded<object>();
        var target = System.ActorOf(Props.Create(() => new Recorder(messages.Writer)));
        var taken = 0;
        Source.From(Enumerable.Range(0, 100))
            .Select(x => Interlocked.Increment(ref taken) - 1)
            .RunWith(Sink.ActorRefWithAck<int>(target, "init", "ack", "complete")
                .WithAttributes(Attributes.CreateInputBuffer(1, 1)), Materializer);

        (await Receive(messages)).Should().Be("init");
        target.Tell("send ack");
        for (var i = 0; i < 100; i++)
        {
            (await Receive(messages)).Should().Be(i);
            Volatile.Read(ref taken).Should().BeLessThanOrEqualTo(i + 3);
            target.Tell("send ack");
        }

        (await Receive(messages)).Should().Be("complete");
    }

    [Fact]
    public async Task ActorRefWithAck_tells_of_a_failure()
    {
        var messages = Channel.CreateUnbounded<object>();
        var target = System.ActorOf(Props.Create(() => new Recorder(messages.Writer)));
        Source.Failed<int>(Boom).RunWith(
            Sink.ActorRefWithAck<int>(target, "init", "ack", "complete", e => "failed: " + e.Message), Materializer);

        (await Receive(messages)).Should().Be("init");
        (await Receive(messages)).Should().Be("failed: boom");
    }

    [Fact]
    public async Task ActorRefWithAck_cancels_when_its_actor_has_gone()
    {
        var target = System.ActorOf(Props.Create(() => new Recorder(Channel.CreateUnbounded<object>().Writer)));
        var upstream = Source.Never<int>()
            .WatchTermination(Keep.Right)
            .To(Sink.ActorRefWithAck<int>(target, "init", "ack", "complete"))
            .Run(Materializer);

        System.Stop(target);

        await upstream.WaitAsync(Patience);
    }

    [Fact]
    public async Task ActorRef_sends_all_and_then_the_end()
    {
        var messages = Channel.CreateUnbounded<object>();
        var target = System.ActorOf(Props.Create(() => new Recorder(messages.Writer)));
        Source.From([1, 2]).RunWith(Sink.ActorRef<int>(target, "complete", e => e), Materializer);

        (await Receive(messages)).Should().Be(1);
        (await Receive(messages)).Should().Be(2);
        (await Receive(messages)).Should().Be("complete");
    }

    private static async Task<object> Receive(Channel<object> messages) =>
        await messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Writes down what it is told, and answers the stream when the test says so.</summary>
    private sealed class Recorder : ReceiveActor
    {
        private IActorRef _stream = ActorRefs.Nobody;

        public Recorder(ChannelWriter<object> messages)
        {
            Receive<string>(message => message == "send ack", _ => _stream.Tell("ack"));
            ReceiveAny(message =>
            {
                _stream = Sender;
                messages.TryWrite(message);
            });
        }
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef subject, ChannelWriter<object> messages)
        {
            Context.Watch(subject);
            Receive<Terminated>(terminated => messages.TryWrite(terminated));
        }
    }
}
