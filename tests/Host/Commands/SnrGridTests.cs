using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class SnrGridTests
{
    [Theory]
    [InlineData("5", new[] { 5.0 })]
    [InlineData("0,-3,6.5", new[] { 0, -3, 6.5 })]
    [InlineData("-6:2:0", new double[] { -6, -4, -2, 0 })]
    [InlineData("0:0.1:0.3", new[] { 0, 0.1, 0.2, 0.3 })]
    [InlineData("3:-1:1", new double[] { 3, 2, 1 })]
    [InlineData("0:2:5", new double[] { 0, 2, 4 })]
    [InlineData("4:1:4", new double[] { 4 })]
    public void Parse_List_GivesItsNumbers(string text, double[] expected)
    {
        var parsed = SnrGrid.Parse(text);
        parsed.Should().HaveSameCount(expected);
        foreach (var (value, wanted) in parsed.Zip(expected)) value.Should().BeApproximately(wanted, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5,")]
    [InlineData("1:2")]
    [InlineData("0:0:4")]
    [InlineData("0:-1:4")]
    [InlineData("0:1e-9:4")]
    [InlineData("nan")]
    [InlineData("0:1:inf")]
    [InlineData("1:2:3:4")]
    public void Parse_AnythingElse_IsTheUsersMistake(string text) =>
        FluentActions.Invoking(() => SnrGrid.Parse(text)).Should().Throw<UserErrorException>()
            .WithMessage($"--snr '{text}' is not a list of decibels: write *first:step:last*");
}
