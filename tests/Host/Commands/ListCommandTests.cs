using System.Diagnostics;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Tests.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public async Task From_another_folder_the_shipped_scenarios_are_listed()
    {
        var elsewhere = Directory.CreateTempSubdirectory("eds-list-");
        var start = new ProcessStartInfo("dotnet", [typeof(ScenarioFile).Assembly.Location, "list"])
        {
            WorkingDirectory = elsewhere.FullName,
            RedirectStandardOutput = true,
            Environment = { ["EDS_SCENARIOS"] = Docs.Document.PathOf("scenarios") },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        elsewhere.Delete();

        process.ExitCode.Should().Be(ExitCode.Ok);
        output.Should().MatchRegex(@"quickstart\.json +A dozen users").And.NotContain("scenario.schema.json");
    }

    [Fact]
    public async Task Folder_that_is_not_there_is_named()
    {
        var (code, _, error) = await ChannelBerCommandTests.Eds("list", "no/such/folder");

        code.Should().Be(ExitCode.Usage);
        error.Should().Contain("there is no folder 'no/such/folder'");
    }
}
