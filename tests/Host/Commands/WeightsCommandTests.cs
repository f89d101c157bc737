using System.Text.Json;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Commands;

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
    public async Task Import_IntoAFolderThatIsNotThere_MakesIt()
    {
        var source = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../weights/text.safetensors"));
        var target = Path.Combine(_folder, "new", "reader.safetensors");

        var (exitCode, _, error) = await RunAsync("weights", "import", "--kind", "text", source, "--out", target);

        exitCode.Should().Be(ExitCode.Ok, error);
        File.Exists(target).Should().BeTrue();
    }

    [Fact]
    public async Task Import_OwnReader_KeepsItsWords()
    {
        var target = Path.Combine(_folder, "reader.safetensors");
        var source = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../weights/text.safetensors"));

        var (exitCode, _, error) = await RunAsync("weights", "import", "--kind", "text", source, "--out", target);

        error.Should().BeEmpty();
        exitCode.Should().Be(ExitCode.Ok);
        using var file = SafetensorsFile.Open(target);
        file.Metadata.Should().ContainKey("words");
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
        error.Should().Contain("odd.safetensors").And.Contain("not a safetensors file");
    }

    [Fact]
    public async Task Import_FieldFunction_WritesSafetensorsWithItsKind()
    {
        var (source, target) = (Path.Combine(_folder, "field.pt"), Path.Combine(_folder, "ours.safetensors"));
        SafetensorsWriter.Write(source,
        [
            WeightTensor.From<float>("state_dict.field.0.Linear.weight", new float[16], 4, 4),
            WeightTensor.From<float>("state_dict.field.0.Linear.bias", new float[4], 4),
            WeightTensor.From<long>("epoch", [3], 1),
        ]);

        var (exitCode, output, error) =
            await RunAsync("weights", "import", "--kind", "field", source, "--out", target, "--half");

        error.Should().BeEmpty();
        exitCode.Should().Be(ExitCode.Ok);
        output.Should().Contain("field: 2 tensors, 20 parameters");
        using var file = SafetensorsFile.Open(target);
        file.Metadata.Should().Contain("kind", "field");
        file.Tensors.Select(tensor => tensor.Name).Should()
            .BeEquivalentTo("field.0.Linear.weight", "field.0.Linear.bias");
    }

    [Theory]
    [InlineData("predictor", ExitCode.BadWeights, "no tensor")]
    [InlineData("gan", ExitCode.Usage, "gan")]
    public async Task Import_WrongKind_SaysSo(string kind, int expected, string message)
    {
        WriteWeights();

        var (exitCode, _, error) = await RunAsync("weights", "import", "--kind", kind,
            Path.Combine(_folder, "net.safetensors"), "--out", Path.Combine(_folder, "ours.safetensors"));

        exitCode.Should().Be(expected);
        error.Should().Contain(message);
    }

    [Fact]
    public async Task Import_BrokenFile_ExitsFourAndWritesNothing()
    {
        var source = Path.Combine(_folder, "broken.pt");
        File.WriteAllBytes(source, [.. "PK"u8, 3, 4, 0, 0]);

        var (exitCode, _, error) = await RunAsync("weights", "import", "--kind", "field", source);

        exitCode.Should().Be(ExitCode.BadWeights);
        error.Should().Contain("broken.pt");
        File.Exists(Path.Combine(_folder, "broken.safetensors")).Should().BeFalse();
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
