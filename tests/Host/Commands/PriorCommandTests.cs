namespace EditableDeepSC.Host.Tests.Commands;

public sealed class PriorCommandTests : IDisposable
{
    private static readonly string Weights =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../weights"));
    private readonly DirectoryInfo empty = Directory.CreateTempSubdirectory();
    private readonly StringWriter output = new(), error = new();

    public void Dispose()
    {
        empty.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData(ExitCode.BadWeights, "manifest", "eval", "prior")]
    [InlineData(ExitCode.BadWeights, "manifest", "invert", "face.png")]
    [InlineData(ExitCode.Usage, "2 or more", "eval", "prior", "--portraits", "1")]
    [InlineData(ExitCode.Usage, "--card FILE", "eval", "prior", "--final")]
    [InlineData(ExitCode.Usage, "nose", "eval", "prior", "--only", "nose")]
    [InlineData(ExitCode.Usage, "1 or more", "invert", "face.png", "--iterations", "0")]
    [InlineData(ExitCode.Usage, "invert has no option '--starts'", "invert", "face.png", "--starts", "8")]
    [InlineData(ExitCode.Usage, "middle", "invert", "face.png", "--inversion", "middle")]
    public async Task Verb_UsersMistake_HasItsOwnExitCode(int code, string message, params string[] arguments)
    {
        (await CommandLine.RunAsync([.. arguments, "--weights", empty.FullName], output, error)).Should().Be(code);

        error.ToString().Should().Contain(message).And.NotContain("   at ");
    }

    [Fact]
    public async Task Eval_OnlyOnePart_MeasuresItAndNothingElse()
    {
        var card = Path.Combine(empty.FullName, "card.md");

        var code = await CommandLine.RunAsync(["eval", "prior", "--only", "text", "--portraits", "20",
            "--weights", Weights, "--card", card], output, error);

        var misses = output.ToString().Contains("MISSED", StringComparison.Ordinal);
        code.Should().Be(misses ? ExitCode.ThresholdFailed : ExitCode.Ok);
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(3)
            .And.OnlyContain(line => line.StartsWith("text ", StringComparison.Ordinal));
        File.ReadAllText(card).Should().Contain("`./eds eval prior --portraits 20 --only text`").And.NotContain("| judge |");
    }

    [Fact]
    public async Task Eval_Final_CountsEachUseInTheCard()
    {
        var card = Path.Combine(empty.FullName, "card.md");
        string[] arguments =
            ["eval", "prior", "--only", "text", "--portraits", "10", "--weights", Weights, "--card", card];

        foreach (var more in new string[][] { ["--final"], ["--final"], [] })
            await CommandLine.RunAsync([.. arguments, .. more], output, error);

        File.ReadAllText(card).Should().Contain("(--final), times: 2\n", "a use of development portraits counts nothing");
    }

    [Fact]
    public async Task Invert_NoSuchPicture_NamesIt()
    {
        (await CommandLine.RunAsync(["invert", "no-such.png", "--weights", Weights], output, error))
            .Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("no-such.png").And.NotContain("   at ");
    }
}
