using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class CurvePageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Write_CurveWithALossThatJoinsLater_DrawsEach()
    {
        File.WriteAllLines(Path.Combine(folder.FullName, "curve.csv"), ["step,pixels,unreal", "20,0.5", "40,0.4,1.25"]);

        CurvePage.Write(folder);

        File.ReadAllText(Path.Combine(folder.FullName, "curve.html"))
            .Should().Contain(">pixels</h3>").And.Contain(">unreal</h3>").And.Contain("1.25");
    }

    [Fact]
    public void Write_NoCurveYet_WritesNothing()
    {
        CurvePage.Write(folder);

        folder.GetFiles().Should().BeEmpty();
    }
}
