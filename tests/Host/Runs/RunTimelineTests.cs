using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Runs;

namespace EditableDeepSC.Host.Tests.Runs;

public sealed class RunTimelineTests : IDisposable
{
    private static readonly RunSnapshot Sample = new(1.5, 10, 2, 3, 1, 4, 5, 6, 7, 8, 9);

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Read_WrittenLineAndOneCutOff_GivesTheSampleBack()
    {
        var line = RunTimeline.CsvLine(Sample);
        File.WriteAllLines(file, [RunTimeline.CsvHeader, line, line[..8]]);

        RunTimeline.Read(file).Samples.Should().Equal(Sample);
    }

    [Fact]
    public void Read_ColumnsInAnotherOrder_FindsThemByName()
    {
        string[] Turned(string line) => [.. line.Split(',').Reverse()];
        File.WriteAllLines(file, [string.Join(',', Turned(RunTimeline.CsvHeader)),
            string.Join(',', Turned(RunTimeline.CsvLine(Sample)))]);

        RunTimeline.Read(file).Samples.Should().Equal(Sample);
    }
}
