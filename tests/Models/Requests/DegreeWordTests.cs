using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>The words for amounts of CelebA-Dialog, for every attribute and direction.</summary>
public class DegreeWordTests
{
    [Theory]
    [InlineData("slightly {0}", 1)]
    [InlineData("a little {0}", 1)]
    [InlineData("a tiny little bit {0}", 1)]
    [InlineData("just a little {0}", 1)]
    [InlineData("somewhat {0}", 2)]
    [InlineData("sort of {0}", 2)]
    [InlineData("kind of {0}", 2)]
    [InlineData("{0} to some degree", 2)]
    [InlineData("{0}, but not too much", 3)]
    [InlineData("much {0}", 5)]
    [InlineData("extremely {0}", 5)]
    public void Change_WithAmount_HasItsValue(string pattern, int value)
    {
        foreach (var (attribute, subject, comparatives) in Comparatives)
        {
            foreach (var (direction, word) in comparatives)
            {
                var text = $"Make {subject} {pattern.Replace("{0}", word, StringComparison.Ordinal)}";
                for (var other = 1; other <= FaceAttributes.MaxDegree; other++)
                    Language.Contains(RequestLabel.Change(attribute, direction, other), text)
                        .Should().Be(other == value, "'{0}' with {1}", text, other);
            }
        }
    }

    [Fact]
    public void Change_PlainComparative_IsIndefinite()
    {
        foreach (var (attribute, subject, comparatives) in Comparatives)
        {
            foreach (var (direction, word) in comparatives)
            {
                Language.Contains(RequestLabel.Change(attribute, direction), $"Make {subject} {word}")
                    .Should().BeTrue();
            }
        }
    }

    private const EditDirection More = EditDirection.Positive, Less = EditDirection.Negative;

    private static (FaceAttribute, string, (EditDirection, string)[])[] Comparatives =>
    [
        (FaceAttribute.Bangs, "the bangs", [(More, "longer"), (Less, "shorter")]),
        (FaceAttribute.Eyeglasses, "the glasses", [(More, "thicker"), (Less, "thinner")]),
        (FaceAttribute.Beard, "the beard", [(More, "longer"), (Less, "shorter")]),
        (FaceAttribute.Smiling, "the smile", [(More, "bigger"), (Less, "less obvious")]),
        (FaceAttribute.Age, "the face", [(More, "older"), (Less, "younger")]),
    ];
}
