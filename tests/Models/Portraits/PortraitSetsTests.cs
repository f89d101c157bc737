using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Portraits;

/// <summary>Training, fine-tuning, development, evaluation and simulation share no portrait and no sentence.</summary>
public sealed class PortraitSetsTests
{
    private const int ScenarioSeeds = 1000, ReservedEach = 2000, UsersEach = 10, ConversationsApart = 65537;

    [Fact]
    public void Seeds_OfScenarios_DrawNoPersonAndNoPictureOfAReservedSet()
    {
        var reserved = PortraitSets.All.SelectMany(set => Halves(new PortraitSampler(set.Set), Numbers(ReservedEach)))
            .ToHashSet();
        long[] simulated = [.. Numbers(20), .. Numbers(UsersEach).Select(user => user * ConversationsApart)];

        var collisions = Numbers(ScenarioSeeds).Sum(seed => Halves(new PortraitSampler(new Seed((ulong)seed)), simulated)
            .Count(reserved.Contains));

        reserved.Should().HaveCount(2 * ReservedEach * PortraitSets.All.Count, "reserved sets share none either");
        collisions.Should().Be(0);
    }

    [Fact]
    public void Streams_OfReservedSets_AreThoseOfNoSeed()
    {
        PortraitSets.All.Select(set => set.Set.Stream).Distinct().Should().ContainSingle()
            .Which.Should().NotBe(PortraitSet.Of(new Seed(1)).Stream, "so no index of any seed can meet them");
        PortraitSets.All.Select(set => set.Set.Seed).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Seeds_OfScenarios_WriteNoSentenceThatIsMeasuredOnOrTrained()
    {
        var grammars = new[] { RequestUse.Development, RequestUse.Evaluation }
            .SelectMany(use => new ulong[] { 77, 78, 81 }.Select(seed => new RequestGrammar(new Seed(seed), use)));
        var kept = grammars.SelectMany(grammar => Sentences(grammar, 300, RequestSplit.HeldOutSentence))
            .Concat(Sentences(new RequestGrammar(new Seed(1)), 3000, RequestSplit.Training)).ToHashSet();

        var written = Numbers(ScenarioSeeds).SelectMany(seed =>
            Sentences(new RequestGrammar(new Seed((ulong)seed)), 3, RequestSplit.HeldOutSentence)).ToHashSet();

        written.Should().HaveCountGreaterThan(2500, "n = 3,000, few of them twice");
        written.Where(kept.Contains).Should().BeEmpty();
    }

    [Theory]
    [InlineData(RequestUse.Simulation)]
    [InlineData(RequestUse.Development)]
    [InlineData(RequestUse.Evaluation)]
    public void Generate_AUse_WritesItsSentencesAlone(RequestUse use)
    {
        // A slip of the hand, in fewer than one sentence of ten, changes the hash after it was asked.
        var texts = Sentences(new RequestGrammar(new Seed(5), use), 400, RequestSplit.HeldOutSentence).ToList();

        texts.Count(text => RequestGrammar.UseOf(text) == use).Should().BeGreaterThan(360);
    }

    private static IEnumerable<string> Sentences(RequestGrammar grammar, int count, RequestSplit split) =>
        Numbers(count).Select(index => RequestTokenizer.Normalize(grammar.Generate(index, split).Text));

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(0, count).Select(i => (long)i);

    /// <summary>The numbers of each person, and of each picture without its degrees.</summary>
    private static IEnumerable<string> Halves(PortraitSampler sampler, IEnumerable<long> numbers)
    {
        using var rows = sampler.Sample([.. numbers.Select(number => (number, number))]);
        foreach (var row in rows.data<float>().ToArray().Chunk(PortraitParameters.Count))
        {
            yield return string.Join(' ', row[..4]);
            yield return string.Join(' ', row[PortraitParameters.IdentityCount..(PortraitParameters.IdentityCount + 4)]);
        }
    }
}
