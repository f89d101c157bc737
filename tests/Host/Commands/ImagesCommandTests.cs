using System.Text.Json;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class ImagesCommandTests : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory();
    private readonly StringWriter output = new(), error = new();

    public ImagesCommandTests()
    {
        Directory.CreateDirectory(Faces);
        foreach (var name in new[] { "a.png", "b.jpg" })
            ImageFile.Write(Path.Combine(Faces, name), new RgbImage(48, 40));
    }

    private string Faces => PathOf("faces");

    public void Dispose()
    {
        parent.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Check_GoodFolder_SaysSizesAndDegreesAsJson()
    {
        await File.WriteAllTextAsync(PathOf("labels.txt"),
            "2\nBangs Eyeglasses No_Beard Smiling Young\na.png 0 1 2 3 4\nb.jpg 0 1 2 3 5\n");

        var code = await RunAsync("images", "check", Faces, "--labels", PathOf("labels.txt"), "--json");

        code.Should().Be(ExitCode.Ok, error.ToString());
        using var json = JsonDocument.Parse(output.ToString());
        json.RootElement.GetProperty("sizes").GetProperty("48x40").GetInt32().Should().Be(2);
        json.RootElement.GetProperty("degrees").GetProperty("age")[5].GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Check_BrokenPicture_IsNamedAndFails()
    {
        await File.WriteAllTextAsync(Path.Combine(Faces, "c.png"), "no picture");

        (await RunAsync("images", "check", Faces)).Should().Be(ExitCode.Failed);

        output.ToString().Should().Contain("1 broken").And.Contain("c.png");
    }

    [Fact]
    public async Task Check_WrongLine_IsNamedByFileAndLine()
    {
        await File.WriteAllTextAsync(PathOf("people.txt"), "a.png 1\nb.jpg x\n");

        (await RunAsync("images", "check", Faces, "--identities", PathOf("people.txt"))).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("people.txt:2:");
    }

    [Fact]
    public async Task Prepare_WithLandmarks_WritesPicturesOfOneSizeOnce()
    {
        await File.WriteAllTextAsync(PathOf("points.txt"),
            "2\n1 2 3 4 5 6 7 8 9 10\na.png 20 15 28 15 24 20 21 25 27 25\nb.jpg 20 15 28 15 24 20 21 25 27 25\n");
        string[] command = ["images", "prepare", Faces, "--out", PathOf("out"), "--resolution", "32", "--landmarks",
            PathOf("points.txt")];

        (await RunAsync(command)).Should().Be(ExitCode.Ok, error.ToString());
        (await RunAsync(command)).Should().Be(ExitCode.Usage, "the folder is there");

        Directory.GetFiles(PathOf("out")).Select(Path.GetFileName).Order().Should().Equal("a.png", "b.png");
        ImageFile.Read(Path.Combine(PathOf("out"), "b.png")).Width.Should().Be(32);
    }

    [Fact]
    public async Task Prepare_BrokenPicture_LeavesNothing()
    {
        await File.WriteAllTextAsync(Path.Combine(Faces, "c.png"), "no picture");

        (await RunAsync("images", "prepare", Faces, "--out", PathOf("out"))).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("c.png");
        Directory.GetFileSystemEntries(parent.FullName).Should().Equal(Faces);
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, output, error);

    private string PathOf(string name) => Path.Combine(parent.FullName, name);
}
