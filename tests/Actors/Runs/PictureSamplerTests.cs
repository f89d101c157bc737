using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Runs;

public class PictureSamplerTests
{
    private const int Count = 100_000;

    private static readonly double[] Adapters = [-6, 18];

    [Fact]
    public void Wants_ManyTransmissions_AsksForFew()
    {
        var wanted = Wanted(Enumerable.Range(0, Count));

        wanted.Count.Should().BeInRange(8, 2 * 100); // 4 ln 50,000 = 43 a band are expected
    }

    [Fact]
    public void Wants_OtherOrder_AsksForTheLowestRanksInBoth()
    {
        var sampler = new PictureSampler(new Seed(1), Adapters);
        var lowest = Enumerable.Range(0, Count).GroupBy(id => id % 2)
            .SelectMany(band => band.OrderBy(id => sampler.RankOf(id)).Take(4)).ToArray();

        Wanted(Enumerable.Range(0, Count)).Should().Contain(lowest);
        Wanted(Enumerable.Range(0, Count).Reverse()).Should().Contain(lowest);
    }

    [Fact]
    public void TryAdd_FullOfLowerRanks_RefusesAndElseEvictsTheHighest()
    {
        var ranks = new LowestRanks(2);

        ranks.TryAdd(5, 50, out _).Should().BeTrue();
        ranks.TryAdd(3, 30, out _).Should().BeTrue();
        ranks.TryAdd(7, 70, out _).Should().BeFalse();
        ranks.TryAdd(4, 40, out var evicted).Should().BeTrue();
        evicted.Should().Be(50);
        ranks.TryAdd(4, 40, out _).Should().BeFalse();
        ranks.Keys.Should().Equal(30, 40);
    }

    private static List<int> Wanted(IEnumerable<int> ids)
    {
        var sampler = new PictureSampler(new Seed(1), Adapters);
        return [.. ids.Where(id => sampler.Wants(new TransmissionId(id), Adapters[id % 2]))];
    }
}
