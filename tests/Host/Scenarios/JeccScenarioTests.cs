namespace EditableDeepSC.Host.Tests.Scenarios;

/// <summary>Scenarios that ask for the learned codec in ways that cannot work.</summary>
public sealed class JeccScenarioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eds-jecc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_MissingWeightsFolder_ExitsFourWithItsPlace()
    {
        var (code, error) = await RunAsync($$"""
            { "users": [{}], "codec": "jecc",
              "weights": "{{_folder}}/none" }
            """);

        code.Should().Be(ExitCode.BadWeights);
        error.Should().Contain("(2,14): ").And.Contain("none");
    }

    [Fact]
    public async Task Run_WeightsFileMissing_ExitsFourAndNamesIt()
    {
        var weights = Directory.CreateDirectory(Path.Combine(_folder, "weights")).FullName;
        foreach (var file in ShippedScenarioTests.Weights.GetFiles()) file.CopyTo(Path.Combine(weights, file.Name));
        File.Delete(Path.Combine(weights, "judge.safetensors"));

        var (code, error) = await RunAsync($$"""{ "users": [{}], "codec": "jecc", "weights": "{{weights}}" }""");

        code.Should().Be(ExitCode.BadWeights);
        error.Should().Contain("(1,46): ").And.Contain("judge.safetensors");
    }

    [Theory]
    [InlineData("-6, 3, 18", "(2,29): there is no adapter for 3 dB; those shipped are for -6, 0, 6, 12, 18 dB")]
    [InlineData("21", "(2,25): there is no adapter for 21 dB")]
    public async Task Run_SnrWithoutAdapter_ExitsThreeWithItsPlace(string snrsDb, string complaint)
    {
        var (code, error) = await RunAsync($$"""
            { "users": [{}], "codec": "jecc", "weights": "{{ShippedScenarioTests.Weights}}",
              "adapters":{"snrsDb":[{{snrsDb}}]}, "jecc":{"form":"paper"} }
            """);

        code.Should().Be(ExitCode.BadScenario);
        error.Should().Contain(complaint);
    }

    [Theory]
    [InlineData("\"start\": \"randam\"", "'jecc.start' is \"randam\"; did you mean \"random\"? It takes encoder, random")]
    [InlineData("\"editIterations\": 0", "'jecc.editIterations' is 0; give 1 to 10000")]
    [InlineData("\"symbols\": 100", "'jecc.symbols': adapters send 64, 128, 256 or 512 symbols, not 100")]
    [InlineData("\"symbols\": 64, \"form\": \"paper\"", "take linear or hybrid for fewer")]
    [InlineData("\"adaptors\": false", "unknown key 'adaptors'; did you mean 'adapters'?")]
    public async Task Run_BrokenOption_ExitsThree(string option, string complaint)
    {
        var (code, error) = await RunAsync($$"""{ "users": [{}], "codec": "jecc", "jecc": { {{option}} } }""");

        code.Should().Be(ExitCode.BadScenario);
        error.Should().Contain(complaint);
    }

    /// <summary>Whatever is wrong, there is one message, and no folder for the run.</summary>
    private async Task<(int Code, string Error)> RunAsync(string scenario)
    {
        var file = Path.Combine(_folder, "scenario.json");
        File.WriteAllText(file, scenario);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["run", file, "--out", Path.Combine(_folder, "out")], output, error);

        output.ToString().Should().BeEmpty();
        error.ToString().Should().StartWith($"eds: {file}(").And.NotContain("   at ");
        error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(1);
        Directory.Exists(Path.Combine(_folder, "out")).Should().BeFalse();
        return (code, error.ToString());
    }
}
