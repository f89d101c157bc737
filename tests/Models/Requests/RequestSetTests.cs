using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Tests.Weights;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>When a reading has the effect that a sentence asks for.</summary>
public class RequestSetTests
{
    private static readonly RequestLabel Longer = RequestLabel.Change(FaceAttribute.Beard, EditDirection.Positive);
    private static readonly RequestLabel Longest = RequestLabel.To(FaceAttribute.Beard, 5);

    [Fact]
    public void IsRight_More_IsAnyReadingThatNeverGivesLess()
    {
        var more = new LabelledEffect("short", FaceAttribute.Beard, 1, null, "beard");

        more.IsRight(Longer).Should().BeTrue();
        more.IsRight(Longest).Should().BeTrue("5 is more than any other degree");
        more.IsRight(RequestLabel.To(FaceAttribute.Beard, 4)).Should().BeFalse("it is less than 5");
        more.IsRight(RequestLabel.Change(FaceAttribute.Beard, EditDirection.Negative)).Should().BeFalse();
        more.IsRight(RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Positive)).Should().BeFalse();
        more.IsRight(RequestLabel.None).Should().BeFalse();
    }

    [Fact]
    public void IsRight_Degree_IsThisDegreeAlone()
    {
        var none = new LabelledEffect("ordinary", FaceAttribute.Beard, 0, 0, "no beard");

        none.IsRight(RequestLabel.To(FaceAttribute.Beard, 0)).Should().BeTrue();
        none.IsRight(RequestLabel.To(FaceAttribute.Beard, 1)).Should().BeFalse();
        none.IsRight(RequestLabel.Change(FaceAttribute.Beard, EditDirection.Negative)).Should().BeFalse();
    }

    [Theory]
    [InlineData("forbid", true)]
    [InlineData("ordinary", false)]
    public void IsRight_NothingDone_IsRightForWhatForbids(string kind, bool right) =>
        new LabelledEffect(kind, FaceAttribute.Beard, 1, null, "no beard").IsRight(RequestLabel.None).Should().Be(right);

    [Fact]
    public void IsRight_WhatForbids_IsAnyReadingThatNeverDoesIt()
    {
        var noBeard = new LabelledEffect("forbid", FaceAttribute.Beard, 1, null, "no beard please");
        var noChange = new LabelledEffect("forbid", FaceAttribute.Beard, 0, null, "leave the beard as it is");

        noBeard.IsRight(RequestLabel.To(FaceAttribute.Beard, 0)).Should().BeTrue("none is what was meant");
        noBeard.IsRight(RequestLabel.To(FaceAttribute.Beard, 1)).Should().BeFalse("it is more than none");
        noBeard.IsRight(Longer).Should().BeFalse();
        noBeard.IsRight(RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Negative)).Should().BeFalse();
        noChange.IsRight(RequestLabel.None).Should().BeTrue();
        noChange.IsRight(RequestLabel.To(FaceAttribute.Beard, 0)).Should().BeFalse();
    }

    [Fact]
    public void IsRight_NothingAsked_IsRightWhereNothingIsDone()
    {
        var nothing = new LabelledEffect("forbid", null, 0, null, "keep the beard");

        nothing.IsRight(RequestLabel.None).Should().BeTrue();
        nothing.IsRight(RequestLabel.End).Should().BeTrue();
        nothing.IsRight(Longer).Should().BeFalse();
    }

    [Fact]
    public void Read_File_GivesLabelsAndNamesABadLine()
    {
        using var folder = new TempFolder();
        folder.Write("good.tsv", "# a comment\nshort\tyoung\tmore\t\tolder\nforbid\tnone\tnone\t\tno\n"u8.ToArray());
        folder.Write("bad.tsv", "short\tnose\tmore\t\tlonger\n"u8.ToArray());

        RequestSet.Read(folder.File("good.tsv")).Should().Equal(
            new LabelledEffect("short", FaceAttribute.Age, 1, null, "older"), new LabelledEffect("forbid", null, 0, null, "no"));
        var read = () => RequestSet.Read(folder.File("bad.tsv"));
        read.Should().Throw<FormatException>().WithMessage("*bad.tsv, line 1*");
    }
}
