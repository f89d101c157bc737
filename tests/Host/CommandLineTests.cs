namespace EditableDeepSC.Host.Tests;

public class CommandLineTests
{
    [Fact]
    public async Task Run_UnknownVerb_ExitsWithUsageAndNamesIt()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["frobnicate"], output, error);

        code.Should().Be(ExitCode.Usage);
        output.ToString().Should().BeEmpty();
        error.ToString().Should().StartWith("eds: there is no verb 'frobnicate'; known are run, worker, cluster, validate, ");
    }

    [Theory]
    [InlineData("an argument is empty", "validate", "")]
    [InlineData("Cannot parse argument 'x' for option '--seed': give a whole number", "run", "a.json", "--seed", "x")]
    [InlineData("--portrait takes 0 to 281474976710655", "send", "--text", "hi", "--portrait", "9223372036854775807")]
    public async Task Run_BadArgument_ExitsWithUsageInPlainWords(string complaint, params string[] args)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(args, TextWriter.Null, error);

        code.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain(complaint).And.NotContain("System.");
    }

    [Fact]
    public async Task Run_Help_ListsEveryVerbOnOutput()
    {
        using var output = new StringWriter();

        var code = await CommandLine.RunAsync(["--help"], output, TextWriter.Null);

        code.Should().Be(ExitCode.Ok);
        foreach (var verb in CommandLine.Create().Subcommands) output.ToString().Should().Contain(verb.Name);
    }
}
