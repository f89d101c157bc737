using EditableDeepSC.Models.Evaluation.Paper;
using EditableDeepSC.Models.Tests.Weights;

namespace EditableDeepSC.Models.Tests.Evaluation.Paper;

/// <summary>Work that was stopped goes on where it was.</summary>
public sealed class PaperRunTests : IDisposable
{
    private const int Units = 7;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(6, 40)]
    public void Complete_StoppedAfterSomeUnits_ComputesTheOthersAlone(int done, int cut)
    {
        var (whole, broken) = (folder.File("whole.jsonl"), folder.File("broken.jsonl"));
        Run(whole, new CountedPart(), int.MaxValue);

        Run(broken, new CountedPart(), done).Should().Be(done);
        var last = File.ReadAllBytes(whole).AsSpan()[(int)new FileInfo(broken).Length..];
        using (var file = File.Open(broken, FileMode.Append)) file.Write(last[..cut]);    // killed while it wrote
        var rest = new CountedPart();
        Run(broken, rest, int.MaxValue).Should().Be(Units - done);

        rest.Computed.Should().Be(Units - done);
        File.ReadAllBytes(broken).Should().Equal(File.ReadAllBytes(whole));
    }

    [Fact]
    public void Column_OfBlocks_IsInTheOrderOfPortraits()
    {
        using var results = new PaperResults(folder.File("r.jsonl"));
        foreach (var first in new[] { 2, 0 })
            results.Add(new(new("a", "m", 6, first, 2), new() { ["x"] = [first, float.NaN] }));

        results.Column("a", "m", 6, "x").Should().Equal([0, float.NaN, 2, float.NaN]);
        results.Column("a", "m", 0, "x").Should().BeEmpty();
    }

    private static int Run(string path, CountedPart part, int most)
    {
        using var stop = new CancellationTokenSource();
        using var results = new PaperResults(path);
        var heard = 0;
        var run = () => PaperRun.Complete([part], results, TimeProvider.System, _ =>
        {
            if (++heard == most) stop.Cancel();
        }, stop.Token);
        if (most < Units) run.Should().Throw<OperationCanceledException>();
        else run();
        return heard;
    }

    private sealed class CountedPart : IPaperPart
    {
        public int Computed { get; private set; }

        public IEnumerable<PaperUnit> Units => Enumerable.Range(0, PaperRunTests.Units)
            .Select(i => new PaperUnit("part", "method", -6, i, 1));

        public PaperResult Compute(PaperUnit unit)
        {
            Computed++;
            return new(unit, new() { ["x"] = [unit.First / 3f, float.NaN] });
        }

        public void Dispose()
        {
        }
    }
}
