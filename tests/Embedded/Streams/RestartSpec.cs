using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class RestartSpec : StreamSpec
{
    private static readonly RestartSettings Quick =
        RestartSettings.Create(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4), 0.1);

    [Fact]
    public async Task WithBackoff_starts_a_new_source_when_one_ends()
    {
        var starts = 0;
        var source = RestartSource.WithBackoff(
            () =>
            {
                var start = Interlocked.Increment(ref starts);
                return start % 2 == 0
                    ? Source.From([start, start])
                    : Source.From([start, 0]).Select(x => x == 0 ? throw Boom : x);
            },
            Quick);

        (await Collect(source.Take(6))).Should().Equal(1, 2, 2, 3, 4, 4);
    }

    [Fact]
    public async Task OnFailuresWithBackoff_completes_with_its_source()
    {
        var starts = 0;
        var source = RestartSource.OnFailuresWithBackoff(
            () => ++starts < 3 ? Source.Failed<int>(Boom) : Source.From([1, 2]),
            Quick);

        (await Collect(source)).Should().Equal(1, 2);
        starts.Should().Be(3);
    }

    [Fact]
    public async Task It_gives_up_after_its_last_restart()
    {
        var starts = 0;
        var source = RestartSource.WithBackoff(
            () =>
            {
                starts++;
                return Source.Failed<int>(Boom);
            },
            Quick.WithMaxRestarts(2, Never));

        var run = () => Collect(source);
        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("boom");
        starts.Should().Be(3);
    }

    [Fact]
    public async Task Cancelling_ends_the_running_source()
    {
        var ended = new TaskCompletionSource();
        var source = RestartSource.WithBackoff(
            () => Source.From(Enumerable.Range(0, int.MaxValue)).WatchTermination((_, done) =>
            {
                done.ContinueWith(_ => ended.TrySetResult(), TaskScheduler.Default);
                return 0;
            }),
            Quick);

        (await Collect(source.Take(3))).Should().Equal(0, 1, 2);
        await ended.Task.WaitAsync(Patience);
    }
}
