using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>Where a sentence may be two, and what two sentences mean as one.</summary>
public class SentenceCutTests
{
    [Theory]
    [InlineData("make her smile", "")]
    [InlineData("smile and add glasses", "smile|add glasses")]
    [InlineData("Smile, and then add glasses.", "Smile|add glasses.")]
    [InlineData("a beard; bangs but no smile", "a beard|bangs but no smile/a beard; bangs|no smile")]
    [InlineData("the band and a hat", "the band|a hat")]
    public void Of_Text_CutsAtMarksAndJoiningWords(string text, string parts) =>
        string.Join('/', SentenceCut.Of(text).Select(cut => $"{cut.Before}|{cut.Behind}")).Should().Be(parts);

    [Fact]
    public void Joined_TwoSentences_MeanTheirFirstRequest()
    {
        var (smile, beard) = (Request("smile", FaceAttribute.Smiling), Request("longer beard", FaceAttribute.Beard));
        var keep = new LabelledRequest("keep the glasses", RequestLabel.None, "");
        var end = new LabelledRequest("stop", RequestLabel.End, "");

        RequestPool.Joined(smile, "and", beard).Should().Be(smile with { Text = "smile and longer beard" });
        RequestPool.Joined(keep, "but", smile).Should().Be(smile with { Text = "keep the glasses but smile" });
        RequestPool.Joined(smile, "and", smile).Should().Be(smile, "of one attribute twice it is unclear what is meant");
        RequestPool.Joined(smile, "and", end).Should().Be(smile);
    }

    private static LabelledRequest Request(string text, FaceAttribute attribute) =>
        new(text, RequestLabel.Change(attribute, EditDirection.Positive), "");
}
