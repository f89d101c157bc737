using Akka.Actor;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Users;

public class UserGroupTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    public void Ask_FirstRequestsOfManyUsers_AreForDifferentThings(int sentenceCount)
    {
        var host = Plan(new UserGroupOptions { Count = 100, UsersPerActor = 100 },
            [.. Enumerable.Range(0, sentenceCount).Select(i => $"{i}")]).Hosts().Single();
        var users = host.Behaviour();

        var asked = Enumerable.Range(0, 100)
            .Select(_ => host.Group.JourneyOf(users.Take(), 0, ActorRefs.Nobody).Request.Text).ToList();

        // 100 draws of 1,000 hit 95 different ones on the average.
        asked.Distinct().Should().HaveCountGreaterThan(85);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void ImageIndexOf_UsersOfAFolder_BeginAtDifferentFiles(int files) =>
        Enumerable.Range(0, files).Select(user => UserGroup.ImageIndexOf(new UserId(user), 0) % files)
            .Should().OnlyHaveUniqueItems();

    [Fact]
    public void Hosts_UsersPerActor_ShareThemOutInOrder()
    {
        var hosts = Plan(new UserGroupOptions { Count = 10, UsersPerActor = 4 }, [""]).Hosts().ToList();

        hosts.Select(host => host.Plan.Count).Should().Equal(4, 4, 2);
        hosts.Select(host => host.Plan.First.Value).Should().Equal(0, 4, 8);
        hosts.Select(host => host.Plan.PlaceInGroup).Should().Equal(0, 4, 8);
    }

    [Theory]
    [InlineData(ArrivalKind.ClosedLoop)]
    [InlineData(ArrivalKind.Poisson)]
    public void Hosts_UsersWhoShareActors_TakeFewBytesEach(ArrivalKind kind)
    {
        const int Users = 100_000;
        var plan = Plan(new UserGroupOptions
        {
            Count = Users,
            UsersPerActor = 1000,
            Arrivals = new ArrivalOptions { Kind = kind, RatePerSecond = Users },
        }, ["smile"]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var hosts = plan.Hosts().Select(host => (host.Policy(plan.Options.Adapters), host.Behaviour())).ToList();

        var waiting = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Users;
        waiting.Should().BeInRange(20, 150, "bytes, while a request of each is due");
        foreach (var (_, users) in hosts)
            for (var i = 0; i < 1000; i++) users.Take();
        var asked = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Users;
        asked.Should().BeInRange(waiting, 200, "bytes, while each also waits for an answer");
        GC.KeepAlive(hosts);
    }

    private static SimulationPlan Plan(UserGroupOptions group, string[] sentences) =>
        new(new SimulationOptions { Users = [group] }, new ChannelRegistry(),
            new StubCodec(new StubOptions(), new Seed(1), [0], 1, TimeProvider.System), sentences);
}
