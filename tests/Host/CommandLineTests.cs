using System.Text.RegularExpressions;

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
        error.ToString().Should().Contain("frobnicate");
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

    [Fact]
    public void Script_ProgramVerbs_AreThoseOfTheProgram()
    {
        var script = File.ReadAllText(Path.Combine(RepositoryRoot(), "eds"));
        var verbs = Regex.Match(script, "^program_verbs=\"(.*)\"$", RegexOptions.Multiline).Groups[1].Value.Split(' ');

        verbs.Should().BeEquivalentTo(CommandLine.Create().Subcommands.Select(command => command.Name));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
