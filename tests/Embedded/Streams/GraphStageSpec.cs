using Akka.Actor;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class GraphStageSpec : StreamSpec
{
    [Fact]
    public async Task A_stage_pulls_grabs_and_pushes()
    {
        var result = await Collect(Source.From([1, 2, 3]).Via(new TestStage<int>((logic, stage) =>
        {
            logic.Handle(
                stage,
                onPush: () => logic.DoEmit(stage.Out, [logic.DoGrab(stage.In), 0]),
                onPull: () => logic.DoPull(stage.In));
        })));

        result.Should().Equal(1, 0, 2, 0, 3, 0);
    }

    [Fact]
    public async Task Emit_outlives_the_upstream()
    {
        var result = await Collect(Source.From([1, 2]).Via(new TestStage<int>((logic, stage) =>
        {
            logic.Handle(
                stage,
                onPush: () => logic.DoPush(stage.Out, logic.DoGrab(stage.In)),
                onPull: () => logic.DoPull(stage.In),
                onFinish: () => logic.DoEmit(stage.Out, [7, 8, 9], logic.CompleteStage));
        })));

        result.Should().Equal(1, 2, 7, 8, 9);
    }

    [Theory]
    [InlineData("pull twice")]
    [InlineData("push unasked")]
    [InlineData("grab nothing")]
    public async Task Misuse_of_a_port_fails_the_stage(string misuse)
    {
        var run = () => Collect(Source.From([1, 2]).Via(new TestStage<int>((logic, stage) => logic.Handle(
            stage,
            onPush: () => logic.DoPush(stage.Out, logic.DoGrab(stage.In)),
            onPull: () =>
            {
                if (misuse == "grab nothing")
                    logic.DoGrab(stage.In);
                if (misuse == "push unasked")
                    logic.DoPush(stage.Out, 1);
                logic.DoPull(stage.In);
                if (misuse == "pull twice")
                    logic.DoPull(stage.In);
                else
                    logic.DoPush(stage.Out, 1);
            }))));

        await run.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task PreStart_comes_first_and_PostStop_last_and_once()
    {
        var log = new List<string>();
        var stopped = new TaskCompletionSource();

        await Collect(Source.From([1]).Via(new TestStage<int>((logic, stage) =>
        {
            logic.Handle(
                stage,
                onPush: () =>
                {
                    log.Add("push");
                    logic.DoPush(stage.Out, logic.DoGrab(stage.In));
                },
                onPull: () =>
                {
                    log.Add("pull");
                    logic.DoPull(stage.In);
                });
            logic.Started = () => log.Add("start");
            logic.Stopped = () =>
            {
                log.Add("stop");
                stopped.TrySetResult();
            };
        })));

        await stopped.Task.WaitAsync(Patience);
        log.Should().StartWith(["start", "pull", "push"]).And.EndWith("stop");
        log.Count(entry => entry == "stop").Should().Be(1);
    }

    [Fact]
    public async Task A_stage_stops_once_when_its_handler_throws()
    {
        var stops = 0;
        var run = () => Collect(Source.From([1]).Via(new TestStage<int>((logic, stage) =>
        {
            logic.Handle(stage, onPush: () => throw Boom, onPull: () => logic.DoPull(stage.In));
            logic.Stopped = () => Interlocked.Increment(ref stops);
        })));

        await run.Should().ThrowAsync<InvalidOperationException>();
        await System.Terminate().WaitAsync(Patience);
        stops.Should().Be(1);
    }

    [Fact]
    public async Task Timers_fire_once_or_repeatedly_and_not_when_cancelled()
    {
        var result = await Collect(Source.Never<int>().Via(new TestStage<int>((logic, stage) =>
        {
            var ticks = 0;
            logic.Handle(stage, onPush: () => { }, onPull: () => { });
            logic.Started = () =>
            {
                logic.DoScheduleOnce("cancelled", TimeSpan.FromMilliseconds(1));
                logic.DoCancelTimer("cancelled");
                logic.DoScheduleOnce("replaced", Never);
                logic.DoScheduleOnce("replaced", TimeSpan.FromMilliseconds(1));
                logic.DoScheduleRepeatedly("tick", TimeSpan.FromMilliseconds(5));
            };
            logic.Timer = key =>
            {
                logic.DoEmit(stage.Out, [key switch { "tick" => 1, "replaced" => 2, _ => 3 }]);
                if (key is "tick" && ++ticks == 3)
                    logic.CompleteStage();
            };
        })));

        result.Where(x => x == 1).Should().HaveCount(3);
        result.Where(x => x == 2).Should().HaveCount(1);
        result.Should().NotContain(3);
    }

    [Fact]
    public async Task An_async_callback_runs_in_the_stage_from_any_thread()
    {
        Action<int> callback = _ => { };
        var started = new TaskCompletionSource();
        var result = Collect(Source.Never<int>().Via(new TestStage<int>((logic, stage) =>
        {
            var received = new List<int>();
            logic.Handle(stage, onPush: () => { }, onPull: () => { });
            logic.Started = () =>
            {
                callback = logic.DoGetAsyncCallback<int>(i =>
                {
                    received.Add(i);
                    if (received.Count == 400)
                        logic.DoEmit(stage.Out, received, logic.CompleteStage);
                });
                started.SetResult();
            };
        })));
        await started.Task.WaitAsync(Patience);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
                callback((worker * 100) + i);
        })));

        var all = await result;
        all.Should().BeEquivalentTo(Enumerable.Range(0, 400));
        for (var worker = 0; worker < 4; worker++)
            all.Where(x => x / 100 == worker).Should().BeInAscendingOrder();
        callback(1); // the stage has gone: nothing happens
    }

    [Fact]
    public async Task A_stage_actor_receives_messages_and_terminations()
    {
        var reference = new TaskCompletionSource<IActorRef>();
        var watched = System.ActorOf(Props.Create(() => new Idle()));
        var result = Collect(Source.Never<string>().Via(new TestStage<string>((logic, stage) =>
        {
            logic.Handle(stage, onPush: () => { }, onPull: () => { });
            logic.Started = () =>
            {
                var actor = logic.DoGetStageActor(args =>
                {
                    if (args.Item2 is Terminated terminated)
                        logic.DoEmit(stage.Out, [$"end of {terminated.ActorRef.Path.Name}"], logic.CompleteStage);
                    else
                        logic.DoEmit(stage.Out, [(string)args.Item2]);
                });
                actor.Watch(watched);
                reference.SetResult(actor.Ref);
            };
        })));

        (await reference.Task.WaitAsync(Patience)).Tell("hello");
        System.Stop(watched);

        (await result).Should().Equal("hello", $"end of {watched.Path.Name}");
    }

    [Fact]
    public async Task A_stage_may_go_on_after_its_ports_have_closed()
    {
        var done = new TaskCompletionSource();
        Source.Never<int>().Via(new TestStage<int>((logic, stage) =>
        {
            logic.Handle(stage, onPush: () => { }, onPull: () => { }, onCancel: () => logic.DoCancel(stage.In));
            logic.Started = () =>
            {
                logic.DoSetKeepGoing(true);
                logic.DoScheduleOnce("late", Soon);
            };
            logic.Timer = _ =>
            {
                done.SetResult();
                logic.CompleteStage();
            };
        })).RunWith(Sink.Cancelled<int>(), Materializer);

        await done.Task.WaitAsync(Patience);
    }

    private sealed class Idle : ReceiveActor;
}
