using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
using static EditableDeepSC.Models.FaceAttribute;
using static EditableDeepSC.Models.Requests.EditDirection;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>Sentences labelled by a person: the grammar writes them with that label and with no other.</summary>
public class HandLabelledTests
{
    public static TheoryData<string, FaceAttribute, EditDirection, int> Definite => new()
    {
        { "Make the fringe a little bit longer", Bangs, Positive, 1 },
        { "could you please make her bangs somewhat shorter?", Bangs, Negative, 2 },
        { "I want the fringe to be longer, but not too much", Bangs, Positive, 3 },
        { "Hmm, I think the bangs should be much longer.", Bangs, Positive, 5 },
        { "trim the bangs a bit", Bangs, Negative, 1 },
        { "Make the glasses slightly more obvious", Eyeglasses, Positive, 1 },
        { "the eyeglasses could be kind of thicker", Eyeglasses, Positive, 2 },
        { "Tone down the glasses a lot", Eyeglasses, Negative, 5 },
        { "I'd like his beard just a tiny bit longer, please", Beard, Positive, 1 },
        { "let his beard grow to some degree", Beard, Positive, 2 },
        { "Trim the mustache but don't overdo it", Beard, Negative, 3 },
        { "Can you make the beard noticeably shorter", Beard, Negative, 4 },
        { "The moustache must be way bushier!", Beard, Positive, 5 },
        { "Smile a little more", Smiling, Positive, 1 },
        { "She should smile somewhat less", Smiling, Negative, 2 },
        { "It looks better now, but still, make her look a lot happier. Thank you.", Smiling, Positive, 5 },
        { "Emm, I think the smile should be sort of wider", Smiling, Positive, 2 },
        { "What about making him very much older?", Age, Positive, 5 },
        { "I want to look a bit younger", Age, Negative, 1 },
        { "Make the person older by three steps", Age, Positive, 3 },
        { "the face is slightly too old", Age, Negative, 1 },
    };

    public static TheoryData<string, FaceAttribute, EditDirection> Indefinite => new()
    {
        { "The bangs are too short", Bangs, Positive },
        { "Shorter fringe please", Bangs, Negative },
        { "add bangs", Bangs, Positive },
        { "Put glasses on him", Eyeglasses, Positive },
        { "I wish the glasses were not so dark", Eyeglasses, Negative },
        { "His beard isn't long enough", Beard, Positive },
        { "less beard", Beard, Negative },
        { "Why so serious?", Smiling, Positive },
        { "Can you make her smile?", Smiling, Positive },
        { "Don't smile so much", Smiling, Negative },
        { "How about making her younger", Age, Negative },
        { "OLDER PLEASE", Age, Positive },
        { "he looks too old", Age, Negative },
    };

    public static TheoryData<string, FaceAttribute, int> Target => new()
    {
        { "No bangs please", Bangs, 0 },
        { "Let's try very short bangs", Bangs, 1 },
        { "I'd like bangs that cover half of the forehead", Bangs, 3 },
        { "Bangs that cover the whole forehead", Bangs, 5 },
        { "Take the glasses off", Eyeglasses, 0 },
        { "She would look great with rimless glasses", Eyeglasses, 1 },
        { "How about sunglasses with a thick frame?", Eyeglasses, 5 },
        { "Shave the beard off", Beard, 0 },
        { "What about trying a five o'clock shadow", Beard, 1 },
        { "Give him a long beard", Beard, 4 },
        { "stop smiling", Smiling, 0 },
        { "Give her a beaming smile", Smiling, 3 },
        { "make him laugh", Smiling, 5 },
        { "Turn her into a child", Age, 0 },
        { "make him look like a teenager", Age, 1 },
        { "she should be in her forties", Age, 3 },
        { "set the smile to level 2", Smiling, 2 },
    };

    [Theory]
    [MemberData(nameof(Definite))]
    public void Definite_Sentence_HasThisValueAlone(
        string text, FaceAttribute attribute, EditDirection direction, int value)
    {
        for (var other = 1; other <= FaceAttributes.MaxDegree; other++)
        {
            Language.Contains(RequestLabel.Change(attribute, direction, other), text).Should().Be(other == value);
            Language.Contains(RequestLabel.Change(attribute, Opposite(direction), other), text).Should().BeFalse();
        }
        Language.Contains(RequestLabel.Change(attribute, direction), text).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Indefinite))]
    public void Indefinite_Sentence_HasThisDirectionAlone(string text, FaceAttribute attribute, EditDirection direction)
    {
        foreach (var other in FaceAttributes.All)
        {
            Language.Contains(RequestLabel.Change(other, direction), text)
                .Should().Be(other == attribute, "{0}", other);
            Language.Contains(RequestLabel.Change(other, Opposite(direction)), text).Should().BeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Target))]
    public void Target_Sentence_HasThisDegreeAlone(string text, FaceAttribute attribute, int degree)
    {
        for (var other = 0; other <= FaceAttributes.MaxDegree; other++)
            Language.Contains(RequestLabel.To(attribute, other), text).Should().Be(other == degree, "{0}", other);
    }

    [Theory]
    [InlineData("That's all, thanks", RequestMode.End)]
    [InlineData("I don't want any more changes", RequestMode.End)]
    [InlineData("Perfect, keep it like this!", RequestMode.End)]
    [InlineData("we are done", RequestMode.End)]
    [InlineData("Make the background blue", RequestMode.None)]
    [InlineData("What is the weather like today?", RequestMode.None)]
    [InlineData("select * from users where id = 1", RequestMode.None)]
    [InlineData("Dye her hair red", RequestMode.None)]
    [InlineData("asdf qwerty", RequestMode.None)]
    [InlineData("I lost my glasses yesterday", RequestMode.None)]
    public void Other_Sentence_HasThisModeAlone(string text, RequestMode mode)
    {
        Language.Contains(RequestLabel.End, text).Should().Be(mode == RequestMode.End);
        Language.Contains(RequestLabel.None, text).Should().Be(mode == RequestMode.None);
    }

    [Fact]
    public void PaperRequests_All_AreInTheLanguageAndHeldOut()
    {
        PaperRequests.All.Should().HaveCount(8);
        foreach (var (text, label) in PaperRequests.All)
        {
            Language.Contains(label, text).Should().BeTrue("'{0}' is in the language", text);
            RequestGrammar.SplitOf(text).Should().Be(RequestSplit.HeldOutSentence);
        }
    }

    private static EditDirection Opposite(EditDirection direction) => (EditDirection)(-(int)direction);
}
