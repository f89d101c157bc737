using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Weights;

public sealed class WeightsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eds-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_FolderAsListed_ExitsZeroAndCounts()
    {
        WriteWeights();

        var (exitCode, output, error) = await RunAsync("weights", "verify", "--folder", _folder);

        exitCode.Should().Be(ExitCode.Ok);
        output.Should().StartWith("1 files, ").And.Contain("all as listed");
        error.Should().BeEmpty();
    }

    [Fact]
    public async Task Verify_ChangedAndUnlistedFiles_ExitsFourAndNamesBoth()
    {
        WriteWeights();
        File.AppendAllText(Path.Combine(_folder, "net.safetensors"), "x");
        File.WriteAllText(Path.Combine(_folder, "more.safetensors"), "");

        var (exitCode, output, error) = await RunAsync("weights", "verify", "--folder", _folder);

        exitCode.Should().Be(ExitCode.BadWeights);
        output.Should().BeEmpty();
        error.Should().Contain("net.safetensors has").And.Contain("more.safetensors is not listed");
    }

    [Fact]
    public async Task Verify_Json_HoldsTheProblemsWithTheirReasons()
    {
        WriteWeights();
        File.Delete(Path.Combine(_folder, "net.safetensors"));

        var (exitCode, output, _) = await RunAsync("weights", "verify", "--folder", _folder, "--json");

        exitCode.Should().Be(ExitCode.BadWeights);
        var problem = JsonDocument.Parse(output).RootElement.GetProperty("problems")[0];
        problem.GetProperty("file").GetString().Should().Be("net.safetensors");
        problem.GetProperty("reason").GetString().Should().Be("missingFile");
    }

    [Fact]
    public async Task Verify_NoManifest_ExitsFour()
    {
        var (exitCode, _, error) = await RunAsync("weights", "verify", "--folder", _folder);
        exitCode.Should().Be(ExitCode.BadWeights);
        error.Should().Contain("there is no manifest");
    }

    [Fact]
    public async Task Show_File_ListsTypesShapesAndNames()
    {
        WriteWeights();

        var (exitCode, output, _) = await RunAsync("weights", "show", Path.Combine(_folder, "net.safetensors"));

        exitCode.Should().Be(ExitCode.Ok);
        output.Should().Contain("\"note\": \"a \\u001B[31m\"", "free texts cannot drive the terminal");
        output.Should().MatchRegex(@"F32 +\[2, 3\] +conv\.weight").And.Contain("1 tensors, 6 elements, 24 bytes.");
    }

    [Fact]
    public async Task Show_Json_HoldsTheSame()
    {
        WriteWeights();

        var (_, output, _) = await RunAsync("weights", "show", Path.Combine(_folder, "net.safetensors"), "--json");

        var root = JsonDocument.Parse(output).RootElement;
        root.GetProperty("elements").GetInt64().Should().Be(6);
        var tensor = root.GetProperty("tensors")[0];
        tensor.GetProperty("type").GetString().Should().Be("F32");
        tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).Should().Equal(2, 3);
    }

    [Fact]
    public async Task Show_FileThatIsNoWeightsFile_ExitsFourAndNamesIt()
    {
        var path = Path.Combine(_folder, "odd.safetensors");
        File.WriteAllText(path, "something else altogether");

        var (exitCode, output, error) = await RunAsync("weights", "show", path);

        exitCode.Should().Be(ExitCode.BadWeights);
        output.Should().BeEmpty();
        error.Should().Contain("odd.safetensors").And.Contain("no safetensors file");
    }

    private void WriteWeights()
    {
        SafetensorsWriter.Write(Path.Combine(_folder, "net.safetensors"),
            [WeightTensor.From<float>("conv.weight", new float[6], 2, 3)],
            new Dictionary<string, string> { ["note"] = "a \u001b[31m" });
        WeightsManifest.Scan(_folder).Save();
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
