namespace EditableDeepSC.Host.Tests;

public sealed class ShellTests
{
    [Fact]
    public void Line_OfAVerbOfAVerb_RepeatsItWithItsOptions()
    {
        var parsed = CommandLine.Create().Parse(["eval", "paper", "--quick", "--portraits", "4", "--weights", "own set"]);

        Shell.Line(parsed).Should().Be("./eds eval paper --quick --portraits=4 --weights='own set'");
    }
}
