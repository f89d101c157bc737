using System.Text.Json;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class PortraitsCommandTests : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory();
    private readonly StringWriter error = new();

    private string Out => Path.Combine(parent.FullName, "faces");

    public void Dispose()
    {
        parent.Delete(recursive: true);
        error.Dispose();
    }

    [Theory]
    [InlineData("oil")]
    [InlineData("7")]
    [InlineData("0")]
    public async Task Portraits_StyleThatThereIsNot_NamesThoseThatThereAre(string style)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["portraits", "--out", Path.Combine(Path.GetTempPath(), "none"), "--style", style], TextWriter.Null, error);

        code.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain("photo").And.Contain("ink").And.NotContain("PortraitStyle");
    }

    [Fact]
    public async Task Portraits_TwoOfEach_ShareThePersonAndSayWhoIsWho()
    {
        var code = await RunAsync("--out", Out, "--count", "4", "--resolution", "32", "--seed", "9", "--each", "2");

        code.Should().Be(ExitCode.Ok);
        (await File.ReadAllLinesAsync(Path.Combine(Out, "identities.txt"))).Should()
            .Equal("000000.png 0", "000001.png 0", "000002.png 1", "000003.png 1");
        using var rows = new PortraitSampler(new Seed(9)).Sample([(2, 3)]);
        using var picture = PortraitRenderer.Render(rows, 32);
        ImageFile.Read(Path.Combine(Out, "000003.png")).Pixels.ToArray().Should()
            .Equal(ImageTensors.ToImage(picture[0]).Pixels.ToArray());
    }

    [Fact]
    public async Task Portraits_WithSheet_WritesImagesLabelsAndSheet()
    {
        var code = await RunAsync("--out", Out, "--count", "3", "--resolution", "32", "--seed", "9", "--sheet");

        code.Should().Be(ExitCode.Ok);
        new ImageFolder(Out, 32).Count.Should().Be(4, "three portraits and the sheet");
        ImageFile.Read(Path.Combine(Out, "sheet.png"))
            .Should().BeEquivalentTo(new { Width = 12 * 32, Height = 5 * 32 });
        var labels = LabelFile.Read(Path.Combine(Out, "labels.txt"));
        using var rows = new PortraitSampler(new Seed(9)).Sample(0, 3);
        using var degrees = PortraitParameters.Degrees(rows);
        labels["000002.png"].Should().Equal(degrees[2].data<long>().Select(degree => (int)degree));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "labels.json")));
        json.RootElement.GetProperty("images")[2].GetProperty("degrees").GetProperty("smiling").GetInt32()
            .Should().Be(labels["000002.png"][3]);
    }

    [Fact]
    public async Task Portraits_SameSeedTwice_WritesTheSameFiles()
    {
        var again = Path.Combine(parent.FullName, "again");
        await RunAsync("--out", Out, "--count", "2", "--resolution", "32", "--style", "ink");
        await RunAsync("--out", again, "--count", "2", "--resolution", "32", "--style", "ink");

        foreach (var file in Directory.GetFiles(Out))
            (await File.ReadAllBytesAsync(Path.Combine(again, Path.GetFileName(file))))
                .Should().Equal(await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("--resolution", "20", "--resolution takes 32 to 1024, not 20.")]
    [InlineData("--count", "0", "--count takes 1 to 1000000, not 0.")]
    [InlineData("--count", "abc", "abc")]
    [InlineData("--style", "oil", "oil")]
    public async Task Portraits_BadValue_ExitsWithUsage(string option, string value, string message)
    {
        (await RunAsync("--out", Out, option, value)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain(message);
        Directory.Exists(Out).Should().BeFalse();
    }

    [Fact]
    public async Task Portraits_FolderInUse_ExitsWithUsageAndSaysWhatToDo()
    {
        await File.WriteAllTextAsync(Path.Combine(parent.FullName, "mine.txt"), "");

        (await RunAsync("--out", parent.FullName)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("is not empty");
    }

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(["portraits", .. args], TextWriter.Null, error);
}
