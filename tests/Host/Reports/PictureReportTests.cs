using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Reports;

public sealed class PictureReportTests : IDisposable
{
    private const string Scenario = """
        {
          "deterministic": true, "durationSeconds": 1000,
          "users": [{
            "count": 20, "dialog": { "conversations": 5 },
            "link": { "channel": "rayleigh", "snr": { "type": "random-walk" } }
          }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("eds-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_CodecWithPictures_ShowsTwoOfEachBandAtMost()
    {
        var codec = new PictureCodec(new Seed(1));

        var folder = await RunAsync("a", codec);

        var files = FilesOf(folder);
        files.Should().HaveCountLessThanOrEqualTo(5 * 2 * 3 + 1).And.HaveCountGreaterThan(6).And.Contain("grid.png");
        codec.Count.Should().BeInRange(files.Length / 3, 60, "it is asked for few of 100");
        var grid = ImageFile.Read(Path.Combine(folder.Images, "grid.png"));
        (grid.Width, grid.Height).Should().Be((3 * 12 - 4, (files.Length - 1) / 3 * 12 - 4));
        File.ReadAllText(folder.Report).Should().Contain("<h2>Pictures</h2>").And.Contain("judge sees -")
            .And.Contain("data:image/jpeg;base64,").And.Contain("LPIPS-P 0.");
    }

    [Fact]
    public async Task Run_SameSeed_ShowsTheSameTransmissions()
    {
        var first = await RunAsync("a", new PictureCodec(new Seed(1)));
        var second = await RunAsync("b", new PictureCodec(new Seed(1)), "encoders.workers=3");

        FilesOf(second).Should().BeEquivalentTo(FilesOf(first));
    }

    [Fact]
    public async Task Report_OfRunWithPictures_ShowsThemAgain()
    {
        var folder = await RunAsync("a", new PictureCodec(new Seed(1)));
        var pictures = Pictures(folder);
        File.Delete(folder.Report);

        await CommandLine.RunAsync(["report", folder.Path], TextWriter.Null, TextWriter.Null);

        Pictures(folder).Should().Be(pictures).And.BePositive();
    }

    [Fact]
    public async Task Run_StubCodec_HasNoSectionAndNoFolder()
    {
        var folder = await RunAsync("a", codec: null);

        Directory.Exists(folder.Images).Should().BeFalse();
        File.ReadAllText(folder.Report).Should().NotContain("Pictures</h2>");
    }

    [Fact]
    public async Task Run_CodecWithWeights_LeavesTheirHashes()
    {
        var with = await RunAsync("a", new PictureCodec(new Seed(1)));
        var without = await RunAsync("b", codec: null);

        File.ReadAllText(with.Environment).Should().Contain($"\"generator.safetensors\": \"{new string('a', 64)}\"")
            .And.Contain("threadsOfAnOperation");
        File.ReadAllText(without.Environment).Should().NotContain("weights").And.NotContain("threads");
    }

    private static string?[] FilesOf(RunFolder folder) =>
        [.. Directory.GetFiles(folder.Images).Select(Path.GetFileName)];

    private static int Pictures(RunFolder folder) => File.ReadAllText(folder.Report).Split("data:image").Length - 1;

    private async Task<RunFolder> RunAsync(string name, ICodec? codec, params string[] changes)
    {
        var folder = new RunFolder(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);
        var point = ScenarioFile.Parse("test", Scenario, changes).Points()[0];
        if (codec is not null)
        {
            var plan = new SimulationPlan(point.Scenario, new ChannelRegistry(), codec, ["add long bangs"]);
            point = point with { Plan = plan };
        }
        var table = new LiveTable(TextWriter.Null, isTerminal: false, TimeProvider.System);
        await new RunExecution(folder, "", table, TimeProvider.System).RunAsync(point, CancellationToken.None);
        return folder;
    }
}
