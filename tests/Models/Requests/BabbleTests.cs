using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

public class BabbleTests
{
    private static readonly int[] Idle = [100, 101, 102];

    [Fact]
    public void Around_AnySentence_KeepsItsWordsInTheirOrderAndAddsIdleOnes()
    {
        int[] sentence = [7, 8, 7, 9];
        var written = Enumerable.Range(0, 2000).Select(i => Babble.Around(sentence, Idle, DrawOf(i))).ToArray();

        written.Should().OnlyContain(words => words.Except(Idle).Count() == 3);
        written.Should().OnlyContain(words => words.Where(word => word < 100).SequenceEqual(sentence));
        // Nothing is added to 0.75 * 0.9 * 0.85 = 0.574 of them; five standard deviations are 0.055.
        written.Average(words => words.Length == sentence.Length ? 1.0 : 0).Should().BeApproximately(0.574, 0.055);
        written.Max(words => words.Length).Should().BeInRange(sentence.Length + 5, sentence.Length + 9);
    }

    [Fact]
    public void NeutralWords_SpeakOfNoAttributeAmountOrEnd()
    {
        var neutral = RequestGrammar.NeutralWords();

        neutral.Should().HaveCountGreaterThan(300).And.BeSubsetOf(RequestGrammar.Vocabulary());
        neutral.Should().Contain(["pizza", "meeting"])
            .And.NotContain(["bangs", "glasses", "beard", "smile", "older", "longer", "slightly", "no", "not", "stop"]);
    }

    private static Draw DrawOf(int index) =>
        new(new PhiloxKey(new Seed(1), StreamPurpose.Requests, default, new TransmissionId(index)));
}
