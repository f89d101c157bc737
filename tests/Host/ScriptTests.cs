using System.Diagnostics;

namespace EditableDeepSC.Host.Tests;

/// <summary>The script <c>eds</c> with a stand-in for dotnet, in a repository that looks built.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("eds-script-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("cd / && '{0}/repo one/eds' list")]
    [InlineData("cd '{0}/repo one' && ./eds list")]
    [InlineData("ln -s '{0}/repo one/eds' '{0}/link' && cd / && '{0}/link' list")]
    [InlineData("ln -s '{0}/repo one/eds' '{0}/link' && ln -s link '{0}/second' && cd '{0}' && ./second list")]
    [InlineData("export CDPATH='{0}':/ && cd '{0}' >/dev/null && 'repo one/eds' list")]
    [InlineData("export CDPATH='{0}/repo one' && cd '{0}/repo one' >/dev/null && ./eds list")]
    public async Task Script_finds_its_repository_however_it_is_called(string command)
    {
        var root = Repository("repo one");

        var (code, output) = await ShellAsync(string.Format(null, command, folder));

        code.Should().Be(0, output);
        output.Should().Contain($"arguments {root}/artifacts/bin/EditableDeepSC.Host/release/eds.dll list")
            .And.Contain($"weights {root}/weights scenarios {root}/scenarios");
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("100%25")]
    public async Task Script_in_a_folder_that_cannot_be_built_says_so(string name)
    {
        var root = Repository(name);
        File.Delete(Path.Combine(root, "artifacts/build.stamp"));

        var (code, output) = await ShellAsync($"'{root}/eds' list");

        code.Should().Be(ExitCode.Usage);
        output.Should().Contain("give the folder another name");
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task Closed_descriptors_are_opened_before_a_file_gets_their_numbers(string closed)
    {
        var root = Repository("repo");

        await ShellAsync($"'{root}/eds' list {closed}");

        File.ReadAllLines(Path.Combine(folder, "descriptors")).Should().Contain(["0", "1", "2"]);
    }

    private string Repository(string name)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.Copy(Docs.Document.PathOf("eds"), Path.Combine(root, "eds"));
        foreach (var part in new[] { "src", "tests", "benchmarks", "samples", "eng", "profiles", "artifacts", "bin" })
            Directory.CreateDirectory(Path.Combine(root, part));
        File.WriteAllText(Path.Combine(root, "artifacts/build.stamp"), "");
        File.SetLastWriteTimeUtc(Path.Combine(root, "artifacts/build.stamp"), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var dotnet = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "path")).FullName, "dotnet");
        File.WriteAllText(dotnet, $"""
            #!/bin/sh
            ls /proc/$$/fd > '{folder}/descriptors'
            echo "arguments $*"
            echo "weights $EDS_WEIGHTS scenarios $EDS_SCENARIOS"
            """);
        using var chmod = Process.Start("chmod", ["+x", dotnet])!;
        chmod.WaitForExit();
        return root;
    }

    private async Task<(int Code, string Output)> ShellAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{{ {command}\n}} 2>&1"]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.Combine(folder, "path")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("EDS_WEIGHTS");
        start.Environment.Remove("EDS_SCENARIOS");
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }
}
