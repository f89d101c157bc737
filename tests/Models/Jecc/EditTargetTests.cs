using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Tests.Jecc;

/// <summary>Eq. 10 and what CelebA-Dialog adds: indefinite changes and target degrees.</summary>
public sealed class EditTargetTests
{
    private static readonly int[] Present = [0, 1, 2, 3, 5];

    [Theory]
    [InlineData(FaceAttribute.Beard, EditDirection.Positive, 2, 4, 1)]
    [InlineData(FaceAttribute.Beard, EditDirection.Negative, 1, 1, -1)]
    [InlineData(FaceAttribute.Smiling, EditDirection.Positive, 5, 5, 1)]
    [InlineData(FaceAttribute.Eyeglasses, EditDirection.Negative, 5, 0, -1)]
    [InlineData(FaceAttribute.Age, EditDirection.Positive, 1, 5, 0)]
    [InlineData(FaceAttribute.Bangs, EditDirection.Negative, 3, 0, 0)]
    [InlineData(FaceAttribute.Bangs, EditDirection.Positive, null, 1, 1)]
    public void Of_Change_StaysBetweenTheEnds(
        FaceAttribute attribute, EditDirection way, int? value, int degree, int sign)
    {
        EditTarget.Of(RequestLabel.Change(attribute, way, value), Present)
            .Should().Be(new EditTarget(attribute, degree, sign));
    }

    [Theory]
    [InlineData(4, 4, 1)]
    [InlineData(2, 2, 0)]
    [InlineData(0, 0, -1)]
    public void Of_TargetDegree_GoesThere(int wanted, int degree, int sign)
    {
        EditTarget.Of(RequestLabel.To(FaceAttribute.Beard, wanted), Present)
            .Should().Be(new EditTarget(FaceAttribute.Beard, degree, sign));
    }

    [Fact]
    public void Of_NoRequest_IsNull()
    {
        EditTarget.Of(RequestLabel.End, Present).Should().BeNull();
        EditTarget.Of(RequestLabel.None, Present).Should().BeNull();
    }
}
