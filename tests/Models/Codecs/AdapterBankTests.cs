using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Models.Tests.Codecs;

public class AdapterBankTests
{
    [Fact]
    public void Get_MoreThanItsCapacity_EvictsTheOneUsedLongestAgo()
    {
        List<string> unloaded = [];
        var bank = new AdapterBank<string>(2, id => $"adapter {id}", unloaded.Add, TimeProvider.System);

        foreach (var id in new[] { 0, 1, 0, 2, 0 }) bank.Get(id).Should().Be($"adapter {id}");

        unloaded.Should().Equal("adapter 1");
        bank.Counts.Should().BeEquivalentTo(new { Hits = 2, Loads = 3, Evictions = 1 });
    }
}
