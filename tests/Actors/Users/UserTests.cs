using Akka.Actor;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Users;

public class UserTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    public void Ask_FirstRequestsOfManyUsers_AreForDifferentThings(int sentenceCount)
    {
        var users = Users(new UserGroupOptions { Count = 100 }, [.. Enumerable.Range(0, sentenceCount).Select(i => $"{i}")]);

        var asked = users.Select(user => user.Ask(0, ActorRefs.Nobody).Request.Text).ToList();

        // 100 draws of 1,000 hit 95 different ones on the average.
        asked.Distinct().Should().HaveCountGreaterThan(85);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void ImageIndexOf_UsersOfAFolder_BeginAtDifferentFiles(int files) =>
        Users(new UserGroupOptions { Count = files }, [""]).Select(user => user.ImageIndexOf(0) % files)
            .Should().OnlyHaveUniqueItems();

    [Fact]
    public void Hosts_UsersPerActor_ShareThemOutInOrder()
    {
        var hosts = Plan(new UserGroupOptions { Count = 10, UsersPerActor = 4 }, [""]).Hosts().ToList();

        hosts.Select(host => host.Users.Length).Should().Equal(4, 4, 2);
        hosts.SelectMany(host => host.Users).Select(user => user.Id.Value).Should().Equal(Enumerable.Range(0, 10));
        hosts.Should().OnlyContain(host => host.Policies.Length == host.Users.Length);
    }

    private static IEnumerable<User> Users(UserGroupOptions group, string[] sentences) =>
        Plan(group, sentences).Hosts().SelectMany(host => host.Users);

    private static SimulationPlan Plan(UserGroupOptions group, string[] sentences) =>
        new(new SimulationOptions { Users = [group] }, new ChannelRegistry(),
            new StubCodec(new StubOptions(), new Seed(1), [0], 1, TimeProvider.System), sentences);
}
