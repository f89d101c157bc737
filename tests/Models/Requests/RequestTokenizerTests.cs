using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

public class RequestTokenizerTests
{
    private readonly RequestTokenizer tokenizer = new(RequestGrammar.Vocabulary());

    [Theory]
    [InlineData("  Make the BANGS   longer!!", "make the bangs longer")]
    [InlineData("Don’t smile, that's all.", "do not smile that is all")]
    [InlineData("i'd like medium-length bangs", "i would like medium length bangs")]
    [InlineData("a five o'clock shadow at level 3", "a five o'clock shadow at level 3")]
    [InlineData("Plus ÂGÉ, größer, bärtig", "plus âgé größer bärtig")]
    [InlineData("让她微笑", "让她微笑")]
    [InlineData("", "")]
    public void Normalize_AnyText_LeavesPlainWords(string text, string words) =>
        RequestTokenizer.Normalize(text).Should().Be(words);

    [Theory]
    [InlineData("mkae teh frnge longr", "make teh fringe longer")]
    [InlineData("eyeglases", "eyeglasses")]
    [InlineData("sunnglaases", "sunglasses")]
    [InlineData("baerd", "beard")]
    [InlineData("waaay toooo looong", "way too long")]
    public void Encode_MistypedWord_TakesTheNearest(string typed, string meant)
    {
        tokenizer.Encode(typed).Should().Equal(tokenizer.Encode(meant));
    }

    [Fact]
    public void Encode_UnknownAndEmpty_AreUnknown()
    {
        tokenizer.Encode("xylophonist").Should().Equal(RequestTokenizer.Unknown);
        tokenizer.Encode("?!").Should().Equal(RequestTokenizer.Unknown);
    }

    [Fact]
    public void Encode_Batch_PadsAtTheEnd()
    {
        var (numbers, lengths) = tokenizer.Encode(["smile more", "smile"]);

        lengths.Should().Equal(2, 1);
        numbers[1, 0].Should().Be(numbers[0, 0]).And.BeInRange(2, tokenizer.Count - 1);
        numbers[1, 1].Should().Be(RequestTokenizer.Pad);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abcd", "abcd", 0)]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_KnownPairs_IsRight(string a, string b, int distance)
    {
        Spelling.Distance(a, b).Should().Be(distance);
        Spelling.Distance(b, a).Should().Be(distance);
    }
}
