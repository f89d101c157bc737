using System.Text.Json;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Commands;

/// <summary><c>eds send</c> with the shipped weights.</summary>
public sealed class SendCommandTests : IDisposable
{
    private static readonly string Weights =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../weights"));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly StringWriter output = new(), error = new();

    private string Picture => Path.Combine(folder.FullName, "sent.png");

    public void Dispose()
    {
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Send_Portrait_WritesThreePicturesAndWhatHappened()
    {
        (await SendAsync("--portrait", "3", "--text", "make the bangs longer", "--snr", "0", "--json"))
            .Should().Be(ExitCode.Ok);

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        report.GetProperty("attribute").GetString().Should().Be("bangs");
        report.GetProperty("degreeExpected").GetInt32().Should().Be(report.GetProperty("degreeBefore").GetInt32() + 1);
        report.GetProperty("realSymbols").GetInt32().Should().Be(512);
        report.GetProperty("bandwidthRatioReal").GetDouble().Should().BeApproximately(0.0104, 5e-5);
        report.GetProperty("bandwidthRatioComplex").GetDouble().Should().BeApproximately(0.0052, 5e-5);
        report.GetProperty("adapterSnrDb").GetDouble().Should().Be(0);
        var picture = ImageFile.Read(Picture);
        (picture.Width, picture.Height).Should().Be((392, 128));
    }

    [Fact]
    public async Task Send_SentenceNotUnderstoodAndOddPicture_SaysSoAndSends()
    {
        var odd = Path.Combine(folder.FullName, "odd.png");
        var noise = new RgbImage(90, 50);
        new Random(1).NextBytes(noise.Pixels);
        ImageFile.Write(odd, noise);

        (await SendAsync("--image", odd, "--text", "what a nice day", "--adapter", "none")).Should().Be(ExitCode.Ok);

        error.ToString().Should().Contain("asks for no change").And.Contain("90x50 pixels the middle square")
            .And.Contain("is hardly a portrait");
        output.ToString().Should().Contain("adapter none").And.Contain("NothingAsked");
        File.Exists(Picture).Should().BeTrue();
    }

    [Fact]
    public async Task Send_TwoAttributes_DoesTheFirstAndSaysThatTheRestWasNotDone()
    {
        (await SendAsync("--portrait", "3", "--text", "make her smile more and add a beard", "--json"))
            .Should().Be(ExitCode.Ok);

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        report.GetProperty("attribute").GetString().Should().Be("smiling");
        report.GetProperty("direction").GetString().Should().Be("positive");
        report.GetProperty("unread").GetString().Should().Be("add a beard");
        report.GetProperty("notices").ToString().Should().Contain("add a beard");
    }

    [Theory]
    [InlineData("one of --image FILE and --portrait", "--text", "older")]
    [InlineData("nearest, none, or one of -6, 0, 6, 12, 18", "--portrait", "1", "--text", "older", "--adapter", "7")]
    [InlineData("did you mean 'rayleigh'", "--portrait", "1", "--text", "older", "--channel", "raleigh")]
    [InlineData("-60 to 90", "--portrait", "1", "--text", "older", "--snr", "200")]
    [InlineData("is not a finite number", "--portrait", "1", "--text", "older", "--snr", "6,5")]
    [InlineData("no-such.png", "--image", "no-such.png", "--text", "older")]
    public async Task Send_UsersMistake_SaysTheRemedy(string message, params string[] arguments)
    {
        (await SendAsync(arguments)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain(message).And.NotContain("   at ");
        output.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Send_NoWeights_ExitsFour()
    {
        var code = await CommandLine.RunAsync(["send", "--portrait", "1", "--text", "older", "--weights",
            folder.FullName, "--out", Picture], output, error);

        code.Should().Be(ExitCode.BadWeights);
        error.ToString().Should().Contain("manifest").And.NotContain("   at ");
    }

    private Task<int> SendAsync(params string[] arguments) => CommandLine.RunAsync(
        ["send", .. arguments, "--weights", Weights, "--out", Picture], output, error);
}
