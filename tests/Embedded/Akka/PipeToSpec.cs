using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class PipeToSpec : ActorSpec
{
    [Fact]
    public async Task A_result_is_sent()
    {
        await Task.FromResult("done").PipeTo(TestActor);

        ExpectMsg("done");
    }

    [Fact]
    public async Task The_sender_is_the_one_that_is_given()
    {
        var probe = CreateTestProbe();
        await Task.FromResult("done").PipeTo(TestActor, probe.Ref);

        ExpectMsg("done");
        LastSender.Should().Be(probe.Ref);
    }

    [Fact]
    public async Task A_failure_is_sent_as_a_status()
    {
        await Task.FromException<string>(new InvalidOperationException("boom")).PipeTo(TestActor);

        ExpectMsg<Status.Failure>(failure => failure.Cause.Message == "boom");
    }

    [Fact]
    public async Task A_cancelled_task_is_a_failure()
    {
        await Task.FromCanceled<string>(new CancellationToken(canceled: true)).PipeTo(TestActor);

        ExpectMsg<Status.Failure>(failure => failure.Cause is TaskCanceledException);
    }

    [Fact]
    public async Task Both_outcomes_can_be_turned_into_other_messages()
    {
        await Task.FromResult(3).PipeTo(TestActor, success: number => $"got {number}");
        await Task.FromException<int>(new InvalidOperationException("boom"))
            .PipeTo(TestActor, failure: e => $"failed: {e.Message}");

        ReceiveN(2).Should().Equal("got 3", "failed: boom");
    }

    [Fact]
    public async Task A_task_without_a_result_sends_what_success_makes_and_else_nothing()
    {
        await Task.CompletedTask.PipeTo(TestActor);
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");

        ExpectMsg("done");
    }
}
