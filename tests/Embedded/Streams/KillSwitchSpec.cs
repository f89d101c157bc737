using System.Collections.Immutable;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

public sealed class KillSwitchSpec : StreamSpec
{
    [Fact]
    public async Task Shutdown_completes_downstream_and_cancels_upstream()
    {
        var (upstream, killSwitch, result) = RunUnique();

        killSwitch.Shutdown();

        (await result.WaitAsync(Patience)).Should().BeEmpty();
        await upstream.WaitAsync(Patience);
    }

    [Fact]
    public async Task Abort_fails_both_ends()
    {
        var (upstream, killSwitch, result) = RunUnique();

        killSwitch.Abort(Boom);

        var above = () => upstream.WaitAsync(Patience);
        var below = () => result.WaitAsync(Patience);
        await above.Should().ThrowAsync<InvalidOperationException>();
        await below.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task The_first_use_decides()
    {
        var (_, killSwitch, result) = RunUnique();

        killSwitch.Shutdown();
        killSwitch.Abort(Boom);

        (await result.WaitAsync(Patience)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_shared_switch_ends_all_of_its_streams_and_those_to_come()
    {
        var killSwitch = KillSwitches.Shared("all");
        var results = Enumerable.Range(0, 5)
            .Select(_ => Collect(Source.Never<int>().Via(killSwitch.Flow<int>())))
            .ToList();

        killSwitch.Shutdown();

        results.Add(Collect(Source.Never<int>().Via(killSwitch.Flow<int>())));
        foreach (var result in results)
            (await result).Should().BeEmpty();
    }

    [Fact]
    public async Task A_shared_switch_can_abort()
    {
        var killSwitch = KillSwitches.Shared("all");
        var result = Collect(Source.Never<int>().Via(killSwitch.Flow<int>()));

        killSwitch.Abort(Boom);

        var ending = () => result;
        await ending.Should().ThrowAsync<InvalidOperationException>();
    }

    private (Task Upstream, UniqueKillSwitch Switch, Task<IImmutableList<int>> Result)
        RunUnique()
    {
        var ((upstream, killSwitch), result) = Source.Never<int>()
            .WatchTermination(Keep.Right)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        return (upstream, killSwitch, result);
    }
}
