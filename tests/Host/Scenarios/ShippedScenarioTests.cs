using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Host.Tests.Scenarios;

public class ShippedScenarioTests
{
    internal static string Folder { get; } = Path.Combine(RepositoryRoot(), "scenarios");

    internal static DirectoryInfo Weights { get; } = new(Path.Combine(RepositoryRoot(), "weights"));

    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!)
            .Where(name => name != "scenario.schema.json")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_ShippedFile_IsValidAndSaysWhatItShows(string name)
    {
        var path = Path.Combine(Folder, name);

        ScenarioFile.Load(path, [$"weights={Weights}"]).Points().Should().NotBeEmpty();
        File.ReadAllText(path).Should().StartWith("// ").And.Contain("Exit code 0.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Thresholds_SpoiledRuns_Break(string name)
    {
        foreach (var point in ScenarioFile.Load(Path.Combine(Folder, name), [$"weights={Weights}"]).Points())
        {
            Breaks(new() { Kind = OutcomeKind.Failed, Reason = EndReason.DecodingFailed }).Should().BeTrue("all fails");
            Breaks(new()
            {
                Kind = OutcomeKind.Delivered,
                EndedSeconds = 1e5,
                MatchedAdapterIndex = 0,
                SnrDb = -6,
                Quality = new PictureQuality(false, 0.6, 8, 0) { ChanceLevel = 0.2 },
            }).Should().BeTrue("pictures of noise arrive late");

            bool Breaks(TransmissionRecord record)
            {
                var run = new RunStatistics(point.Scenario.Adapters.SnrsDb, point.Scenario.Users.Count,
                    Math.Max(1, point.Scenario.Cells.Count), 10);
                for (var i = 0; i < 100; i++) run.Add(record with { Id = i });
                return point.Thresholds.Any(threshold => !threshold.Evaluate(run).IsPassed);
            }
        }
    }

    [Fact]
    public void Schema_ShippedFile_IsThatOfTheTypes() =>
        File.ReadAllText(Path.Combine(Folder, "scenario.schema.json")).Should().Be(
            ScenarioSchema.Text(), "./eds schema > scenarios/scenario.schema.json makes it");

    [Fact]
    public void Points_SweepAndRepeat_AreAllCombinations()
    {
        var file = ScenarioFile.Parse("test", """
            {
              "users": [{}], "repeat": 2,
              "sweep": { "users[0].count": [1, 2], "encoders.batching.maxSize": [4, 8] }
            }
            """, ["seed=5"]);

        var points = file.Points();

        points.Should().HaveCount(8);
        points[^1].Label.Should().Be("users[0].count=2, encoders.batching.maxSize=8, seed=6");
        points[^1].Scenario.Should().BeEquivalentTo(
            new { Seed = 6, Encoders = new { Batching = new { MaxSize = 8 } } });
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
