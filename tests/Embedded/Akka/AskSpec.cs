using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class AskSpec : ActorSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private readonly IActorRef _actor;

    public AskSpec() => _actor = Sys.ActorOf(Props.Create(() => new Oracle()));

    [Fact]
    public async Task The_first_answer_is_the_result() =>
        (await _actor.Ask<int>("number", Patience)).Should().Be(42);

    [Fact]
    public async Task The_message_may_be_made_with_the_sender() =>
        (await _actor.Ask<IActorRef>(sender => new Echo(sender), Patience, CancellationToken.None))
            .Path.Parent.Name.Should().Be("temp");

    [Fact]
    public async Task No_answer_in_time_is_an_AskTimeoutException() =>
        await Awaiting(() => _actor.Ask<int>("silence", Short)).Should().ThrowAsync<AskTimeoutException>();

    [Fact]
    public async Task An_answer_of_another_type_is_an_error() =>
        await Awaiting(() => _actor.Ask<string>("number", Patience)).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task A_failure_is_thrown() =>
        await Awaiting(() => _actor.Ask<int>("failure", Patience))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("no idea");

    [Fact]
    public async Task A_failure_is_thrown_where_any_answer_will_do() =>
        await Awaiting(() => _actor.Ask("failure", Patience)).Should().ThrowAsync<InvalidOperationException>();

    [Fact]
    public async Task A_failure_that_was_asked_for_is_a_result() =>
        (await _actor.Ask<Status>("failure", Patience)).Should().BeOfType<Status.Failure>();

    [Fact]
    public async Task Cancelling_cancels_the_task()
    {
        using var source = new CancellationTokenSource();
        var answer = _actor.Ask<int>("silence", source.Token);
        await source.CancelAsync();

        await Awaiting(() => answer).Should().ThrowAsync<TaskCanceledException>();
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_cancels_the_task() =>
        await Awaiting(() => _actor.Ask<int>("number", new CancellationToken(canceled: true)))
            .Should().ThrowAsync<TaskCanceledException>();

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        await Awaiting(() => _actor.Ask<int>("keep the sender", Short)).Should().ThrowAsync<AskTimeoutException>();
        _actor.Tell("answer now");

        ExpectMsg<DeadLetter>(letter => letter.Message.Equals("late"));
    }

    [Fact]
    public async Task Identify_is_answered_by_every_actor()
    {
        var identity = await _actor.Ask<ActorIdentity>(new Identify("who"), Patience);

        identity.MessageId.Should().Be("who");
        identity.Subject.Should().Be(_actor);
    }

    private static Func<Task> Awaiting<T>(Func<Task<T>> ask) => async () => await ask();

    private sealed record Echo(IActorRef Sender);

    private sealed class Oracle : ReceiveActor
    {
        public Oracle()
        {
            IActorRef? kept = null;
            Receive<Echo>(echo => Sender.Tell(echo.Sender));
            Receive<string>(text =>
            {
                switch (text)
                {
                    case "number":
                        Sender.Tell(42);
                        break;
                    case "failure":
                        Sender.Tell(new Status.Failure(new InvalidOperationException("no idea")));
                        break;
                    case "keep the sender":
                        kept = Sender;
                        break;
                    case "answer now":
                        kept!.Tell("late");
                        break;
                }
            });
        }
    }
}
