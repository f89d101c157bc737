using System.CommandLine;
using System.Text.RegularExpressions;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>Every call of <c>./eds</c> in README and docs is one that the program takes.</summary>
public partial class CommandsInDocsTests
{
    private static readonly string[] ScriptVerbs = ["setup", "build", "test", "bench", "clean"];
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    /// <summary>A folder of pictures that an earlier command of the same page makes.</summary>
    private static readonly Regex Images = new(@"\.images=");

    public static TheoryData<string> Documents =>
        [.. ShellCommand.All.Select(command => command.Document).Distinct()];

    [Fact]
    public void Commands_OfAllDocuments_AreFound()
    {
        ShellCommand.All.Should().HaveCountGreaterThan(60);
        ShellCommand.All.Select(command => command.Document).Should().Contain(
            ["README.md", "CONTRIBUTING.md", "docs/scenarios.md", "docs/channels.md", "docs/performance.md"]);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Command_InDocument_ParsesWithoutError(string document)
    {
        foreach (var command in ShellCommand.All.Where(one => one.Document == document && !IsOfScript(one)))
        {
            var parsed = CommandLine.Create().Parse([.. ForProgram(command)], Syntax);
            if (!command.IsBlock && IsName(command, parsed)) continue;
            parsed.Errors.Select(error => error.Message).Should().BeEmpty("{0}", command);
        }
    }

    [Fact]
    public void Command_OfScript_NamesWhatThereIs()
    {
        var script = File.ReadAllText(Document.PathOf("eds"));
        var names = BenchmarkName().Matches(File.ReadAllText(Document.PathOf("benchmarks/Program.cs")))
            .Select(match => match.Groups[1].Value).ToList();
        names.Should().Contain("pipeline");

        foreach (var command in ShellCommand.All.Where(IsOfScript))
        {
            script.Should().Contain($"\n  {command.Words[0]}) ", "{0}", command);
            if (command.Words is ["bench", var name, ..]) names.Should().Contain(name, "{0}", command);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Scenario_OfRunOrValidate_ExistsAndIsValid(string document)
    {
        foreach (var command in ShellCommand.All.Where(one => one.Document == document
            && one.Words is ["run" or "validate", var path, ..] && path.StartsWith("scenarios/", StringComparison.Ordinal)))
        {
            var parsed = CommandLine.Create().Parse([.. ForProgram(command)], Syntax);
            var changes = (parsed.GetResult("--set")?.Tokens ?? []).Select(token => token.Value)
                .Where(change => !Images.IsMatch(change)).Append($"weights={Document.PathOf("weights")}");

            ScenarioFile.Load(Document.PathOf(command.Words[1]), changes).Points().Should().NotBeEmpty("{0}", command);
        }
    }

    [Fact]
    public void Words_WithQuotesCommentAndRedirection_AreThoseOfTheShell()
    {
        ShellCommand Of(string line) => new("test", line, IsBlock: true);

        Of("./eds run a.json --set 'sweep={\"a\":[1, 2]}' > out.json   # comment").Words
            .Should().Equal("run", "a.json", "--set", "sweep={\"a\":[1, 2]}");
        Of("OMP_NUM_THREADS=1 ./eds bench jecc --pairs 16").Words.Should().Equal("bench", "jecc", "--pairs", "16");
        Of("echo \"Smile\" | ./eds text").Words.Should().Equal("text");
    }

    [Fact]
    public void In_WrongCommand_IsNoticed()
    {
        var document = Document.Parse("test", ["", "    ./eds run", "", "text `./eds sing", "loudly` text"]);

        var commands = ShellCommand.In(document).ToList();

        commands.Should().BeEquivalentTo(
            [new ShellCommand("test", "./eds run", true), new ShellCommand("test", "./eds sing loudly", false)]);
        foreach (var command in commands)
            CommandLine.Create().Parse([.. command.Words], Syntax).Errors.Should().NotBeEmpty();
    }

    private static bool IsOfScript(ShellCommand command) => ScriptVerbs.Contains(command.Words[0]);

    /// <summary>What the script keeps to itself is options of the build.</summary>
    private static IEnumerable<string> ForProgram(ShellCommand command) =>
        command.Words.Where(word => !word.StartsWith("-p:", StringComparison.Ordinal));

    /// <summary>A code span that only names a verb, such as <c>./eds send</c>.</summary>
    private static bool IsName(ShellCommand command, ParseResult parsed)
    {
        var verbs = new List<string>();
        for (var result = parsed.CommandResult; result.Command is not RootCommand;
            result = (System.CommandLine.Parsing.CommandResult)result.Parent!) verbs.Insert(0, result.Command.Name);
        return verbs.Count > 0 && verbs.SequenceEqual(command.Words);
    }

    [GeneratedRegex("\\[\"(\\w+)\"\\] =")]
    private static partial Regex BenchmarkName();
}
