using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Tests.Users;

public class UserSetupTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    public void UserSetups_FirstRequestsOfManyUsers_AskForDifferentThings(int sentenceCount)
    {
        var plan = new SimulationPlan(new SimulationOptions { Users = [new UserGroupOptions { Count = 100 }] },
            new ChannelRegistry(), new StubCodec(new StubOptions(), new Seed(1), [0], 1, TimeProvider.System),
            [.. Enumerable.Range(0, sentenceCount).Select(i => $"{i}")]);

        var asked = plan.UserSetups().Select(setup => setup.SentenceOf(setup.Behaviour.Take().Id)).ToList();

        // 100 draws of 1,000 hit 95 different ones on the average.
        asked.Distinct().Should().HaveCountGreaterThan(85);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void ImageIndexOf_UsersOfAFolder_BeginAtDifferentFiles(int files)
    {
        var plan = new SimulationPlan(new SimulationOptions { Users = [new UserGroupOptions { Count = files }] },
            new ChannelRegistry(), new StubCodec(new StubOptions(), new Seed(1), [0], 1, TimeProvider.System), [""]);

        plan.UserSetups().Select(setup => setup.ImageIndexOf(0) % files).Should().OnlyHaveUniqueItems();
    }
}
