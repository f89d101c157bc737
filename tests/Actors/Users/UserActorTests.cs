using Akka.Actor;
using Akka.TestKit;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Users;

public class UserActorTests : RunKit
{
    private readonly TestProbe link, parent;

    public UserActorTests() => (link, parent) = (CreateTestProbe("link"), CreateTestProbe("parent"));

    [Fact]
    public void A_dialogue_goes_on_from_the_picture_before_and_ends()
    {
        var user = Start(users: 1, new DialogOptions { Turns = 2, Conversations = 1 });

        var first = Asked();
        first.Request.Latent.Should().BeNull();
        Answer(user, first, latent: [1, 2]);
        var second = Asked();
        second.Asked.Turn.Should().Be(1);
        second.Request.Latent.Should().Equal(1, 2);
        parent.ExpectNoMsg(50);
        Answer(user, second, latent: null);

        parent.ExpectMsg<UserActor.Finished>();
    }

    [Fact]
    public void Many_users_of_one_actor_each_ask_and_are_reported_once()
    {
        var host = Start(users: 5, new DialogOptions { Conversations = 1 });

        var asked = Enumerable.Range(0, 5).Select(_ => Asked()).ToList();
        asked.Select(journey => journey.Request.User.Value).Order().Should().Equal(0, 1, 2, 3, 4);
        foreach (var journey in asked) Answer(host, journey, latent: null);

        parent.ExpectMsg<UserActor.Finished>();
        parent.ExpectNoMsg(50);
    }

    [Fact]
    public void Stop_WhileWaiting_EndsWithTheAnswer()
    {
        var user = Start(users: 1, new DialogOptions());
        var journey = Asked();

        user.Tell(UserActor.Stop.Instance);
        parent.ExpectNoMsg(50);
        Answer(user, journey, latent: null);

        parent.ExpectMsg<UserActor.Finished>();
        link.ExpectNoMsg(50);
    }

    [Fact]
    public void An_expired_deadline_on_purpose_is_that_of_the_moment()
    {
        Start(users: 1, new DialogOptions(), new FaultOptions { ExpiredDeadline = 1 });

        var journey = Asked();

        journey.DeadlineSeconds.Should().Be(journey.SubmittedSeconds);
    }

    private Journey Asked() => link.ExpectMsg<LinkActor.Submit>(TimeSpan.FromSeconds(20)).Journey;

    private static void Answer(IActorRef user, Journey journey, float[]? latent) => user.Tell(new UserActor.Answered(
        journey.Id, OutcomeKind.Delivered, latent, journey.SubmittedSeconds));

    private IActorRef Start(int users, DialogOptions dialog, FaultOptions? faults = null)
    {
        var options = new UserGroupOptions { Count = users, Dialog = dialog, Arrivals = new() { ThinkSeconds = 0 } };
        var arrivals = new GroupArrivals(options.Arrivals, new Seed(1), 0, 1e6);
        var host = new UserHost(new UserGroup(new Seed(1), 0, options, null!, arrivals, ["smile"]),
            new UserPlan(new Seed(1), default, users, users, 0, users, 1e6, false));
        var run = Run(new SimulationOptions { Faults = faults ?? new() });
        return parent.ChildActorOf(Making.Of(() => new UserActor(run, host.Group, host.Behaviour(), link)));
    }
}
