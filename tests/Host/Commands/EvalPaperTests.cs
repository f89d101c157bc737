using EditableDeepSC.Host.Reports;
using EditableDeepSC.Models.Evaluation;
using EditableDeepSC.Models.Evaluation.Paper;
using TorchSharp;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class EvalPaperTests : IDisposable
{
    private static readonly string Weights =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../weights"));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly StringWriter output = new(), error = new();

    public void Dispose()
    {
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("2 or more", "--portraits", "1")]
    [InlineData("has no settings.json", "--resume", ".")]
    [InlineData("leave --quick out", "--resume", ".", "--quick")]
    public async Task Paper_UsersMistake_IsNamed(string message, params string[] arguments)
    {
        (await CommandLine.RunAsync(["eval", "paper", .. arguments], output, error)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain(message).And.NotContain("   at ");
    }

    [Fact]
    public async Task Paper_ResumedWithOtherWeights_IsRefused()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "settings.json"),
            """{ "plan": { "portraits": 2 }, "weights": "other", "device": "cpu" }""");

        (await CommandLine.RunAsync(["eval", "paper", "--device", "cpu", "--weights", Weights, "--resume",
            folder.FullName], output, error)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("other weights");
    }

    [Fact]
    public void Measure_StoppedThreeTimes_GivesTheSameTables()
    {
        var whole = Path.Combine(folder.FullName, "whole");
        var broken = Path.Combine(folder.FullName, "broken");
        var heard = Measure(whole, int.MaxValue)!.Value;

        foreach (var units in new[] { 1, 3, 4 }) Measure(broken, units).Should().BeNull();
        Measure(broken, int.MaxValue).Should().Be(heard - 8);

        var files = Directory.GetFiles(whole, "*.csv").Append(Path.Combine(whole, "tables.tex")).ToList();
        files.Should().HaveCountGreaterThan(20);
        foreach (var file in files)
        {
            File.ReadAllBytes(Path.Combine(broken, Path.GetFileName(file)))
                .Should().Equal(File.ReadAllBytes(file), "{0}", file);
        }
        File.ReadAllText(Path.Combine(whole, "fig4-lpi.csv")).Should().Contain("DeepSC+Talk2Edit")
            .And.Contain("Editable-DeepSC,0.");
        File.ReadAllText(Path.Combine(whole, "fig6-fid.csv")).Should().Contain("no generator at 1024 is shipped");
        File.ReadAllText(Path.Combine(whole, "table5.csv")).Should().Contain("Editable-DeepSC,1.5,1.5,1.5,2,800");
        File.ReadAllText(Path.Combine(whole, "theorem1.csv")).Should().Contain("JECC,-6,received,");
    }

    [Fact]
    public void Csv_OfFigures_HasTheirIntervals()
    {
        var table = new PaperTable("t", "A & B", ["a,b", "c"],
            [["x \"y\"", new MeasuredFigure("", "", 0.5, 0.25, 0.75, 9)], ["not computed: n", null]]);

        PaperFiles.Csv(table).Should().Be("\"a,b\",c,low,high,n\n" +
            "\"x \"\"y\"\"\",0.5,0.25,0.75,9\nnot computed: n,,,,\n");
        PaperFiles.Latex(table).Should().Contain("A \\& B").And.Contain("x \"y\" & 0.5 (n 9) \\\\");
    }

    [Fact]
    public void Page_OfAFigure_HasAChartWithIntervalsAndWhatIsMissing()
    {
        var figure = new MeasuredFigure("part", "name", 0.5, 0.4, 0.6, 16, Bar.AtLeast(0.7))
        {
            Method = IntervalMethod.StudentT,
        };
        var table = new PaperTable("fig4", "Fig. 4", ["method", "-6 dB", "0 dB"], [["ours", figure, figure],
            ["theirs", "not computed: no weights of deepsc", "not computed: no weights of deepsc"]])
        { SnrsDb = [-6, 0], Notes = ["A <note>."] };
        var report = new PaperReport([table], [], [figure]);

        var page = new PaperPage(report, folder.FullName);

        page.Verdict.Should().Be("1 of 1 bars are missed: part, name.");
        page.Html("./eds eval paper").Should().Contain("\"low\":[0.4")
            .And.Contain("<p>theirs: not computed: no weights of deepsc.</p>")
            .And.Contain("0.5 (0.4 to 0.6, n 16)").And.Contain("A &lt;note&gt;.");
    }

    /// <summary>Units heard of; null where it was stopped after so many.</summary>
    private static int? Measure(string where, int most)
    {
        var plan = new PaperPlan
        {
            SnrsDb = [-6],
            Portraits = 2,
            SlowPortraits = 2,
            FullPortraits = 0,
            Inversions = 0,
            Chains = 4,
            Carriers = 2,
            Pairs = 2,
            Block = 4,
            HasGrids = false,
            HasDistributions = false,
        };
        using var evaluation = new PaperEvaluation(new(Weights), torch.CPU, plan, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var heard = 0;
        try
        {
            PaperFiles.Write(where, evaluation.Measure(where, _ => new([1.5, 1.5], 800), _ =>
            {
                if (++heard == most) stop.Cancel();
            }, stop.Token));
            return heard;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
