using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>The JSON of the docs is what the program reads.</summary>
public partial class ScenariosInDocsTests
{
    public static TheoryData<string> Scenarios => [.. Document.Named("docs/scenarios.md").Blocks
        .Select(block => block.Text).Where(text => text[0] is '{' or '"').Select(Whole)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_OfScenariosPage_IsValid(string text)
    {
        List<string> changes = [$"weights={Document.PathOf("weights")}"];
        if (PluginPath().Match(text) is { Success: true, Groups: var path })
            changes.Add($"plugins=[\"{Built(path[1].Value)}\"]");

        ScenarioFile.Parse("docs/scenarios.md", text, changes).Points().Should().NotBeEmpty();
    }

    [Fact]
    public void Scenarios_OfScenariosPage_AreFound() =>
        Scenarios.Should().HaveCountGreaterThanOrEqualTo(4).And.Contain(text => PluginPath().IsMatch(text));

    [Fact]
    public void Modules_OfChannelsPage_CanBeMade()
    {
        var registry = new ChannelRegistry();
        var lines = Document.Named("docs/channels.md").Blocks.Single(block => block.Text.StartsWith("\"rayleigh\"",
            StringComparison.Ordinal)).Text.Split('\n');

        foreach (var line in lines)
        {
            var module = JsonSerializer.Deserialize<JsonElement>(line);
            if (line.Contains("\"steps\"", StringComparison.Ordinal)) registry.SnrProcesses.Create(module);
            else registry.Channels.Create(module);
        }
        lines.Should().HaveCount(3);
    }

    /// <summary>A fragment is a few keys of a scenario.</summary>
    private static string Whole(string text) => text[0] == '{' ? text : $"{{ \"users\": [{{}}], {text} }}";

    /// <summary>The docs name the Release build of the sample; this is the build beside the tests.</summary>
    private static string Built(string path)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var name = Path.GetFileNameWithoutExtension(path);
        path.Should().Be($"artifacts/bin/{name}/release/{name}.dll");
        return Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, $"{name}.dll");
    }

    [GeneratedRegex("\"(artifacts/[^\"]*\\.dll)\"")]
    private static partial Regex PluginPath();
}
