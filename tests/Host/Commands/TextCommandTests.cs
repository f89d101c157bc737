using System.Text.Json;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class TextCommandTests : IDisposable
{
    private readonly StringWriter output = new(), error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Text_Sentences_PrintsOneObjectALine()
    {
        var code = await RunAsync("Make the fringe just a little longer", "Add long bangs", "Smile more",
            "That's all, thanks", "What is the weather like today?");

        code.Should().Be(ExitCode.Ok);
        Lines()[0].Should().StartWith(
            "{\"text\":\"Make the fringe just a little longer\",\"mode\":\"changeDefinite\",\"attribute\":\"bangs\"," +
            "\"direction\":\"positive\",\"value\":1,\"target\":null,\"confidence\":");
        string[] expected =
        [
            "changeDefinite bangs positive 1 null",
            "target bangs null null 4",
            "changeIndefinite smiling positive null null",
            "end null null null null",
            "none null null null null",
        ];
        Lines().Select(Fields).Should().Equal(expected);
        foreach (var line in Lines())
        {
            using var json = JsonDocument.Parse(line);
            json.RootElement.GetProperty("confidence").GetDouble().Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public async Task Text_NoSentence_ReadsTheInputLineByLine()
    {
        var before = Console.In;
        using var input = new StringReader("older please\n\nno beard\n");
        Console.SetIn(input);
        try
        {
            (await RunAsync()).Should().Be(ExitCode.Ok);
        }
        finally
        {
            Console.SetIn(before);
        }

        Lines().Should().HaveCount(3, "each line has its answer, an empty one too");
        Lines()[2].Should().Contain("\"attribute\":\"beard\"").And.Contain("\"target\":0");
    }

    [Fact]
    public async Task Eval_SetOfSentences_PrintsSharesAndNamesABadLine()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "short\tbeard\ttarget\t0\tno beard\nnone\tnone\tnone\t\tmake the sky blue\n");

        (await CommandLine.RunAsync(["eval", "text", "--set", file, "--weights", Weights()], output, error))
            .Should().Be(ExitCode.Ok);
        Lines().Should().HaveCount(2).And.OnlyContain(line => line.Contains("1.0000  0.2065 to 1.0000 (wilson), n 1"));
        await File.WriteAllTextAsync(file, "short\tnose\n");
        (await CommandLine.RunAsync(["eval", "text", "--set", file, "--weights", Weights()], output, error))
            .Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain("line 1").And.Contain("tabs");
        File.Delete(file);
    }

    [Fact]
    public async Task Text_MissingWeights_ExitsWithBadWeightsAndSaysWhatToDo()
    {
        var code = await CommandLine.RunAsync(["text", "--weights", "/nowhere", "hello"], output, error);

        code.Should().Be(ExitCode.BadWeights);
        output.ToString().Should().BeEmpty();
        error.ToString().Should().Contain("/nowhere").And.Contain("./eds train text");
    }

    private static string Fields(string line)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join(' ', new[] { "mode", "attribute", "direction", "value", "target" }
            .Select(name => json.RootElement.GetProperty(name))
            .Select(value => value.ValueKind == JsonValueKind.Null ? "null" : value.ToString()));
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> RunAsync(params string[] sentences) =>
        CommandLine.RunAsync(["text", "--weights", Weights(), .. sentences], output, error);

    private static string Weights()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "weights");
    }
}
