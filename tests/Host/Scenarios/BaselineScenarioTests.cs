using System.Text.Json;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Scenarios;

/// <summary>The paper's baselines by their names, in scenarios and in <c>send</c>.</summary>
public sealed class BaselineScenarioTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eds-baseline-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("deepsc+talk2edit")]
    [InlineData("talk2edit+deepsc")]
    [InlineData("jpeg-ldpc+talk2edit")]
    [InlineData("talk2edit+jpeg-ldpc")]
    public async Task Validate_EachBaseline_NeedsItsNetworksAndNamesThem(string codec)
    {
        Weights(withFields: false);

        var (code, error) = await ValidateAsync(codec, "{}");

        code.Should().Be(ExitCode.BadWeights);
        error.Should().Contain($"the codec {codec} lacks a network").And.Contain("talk2edit.safetensors");
    }

    [Theory]
    [InlineData("jpeg-ldpc+talk2edt", "{}", ExitCode.BadScenario, "did you mean \"jpeg-ldpc+talk2edit\"?")]
    [InlineData("talk2edit+jpeg-ldpc", "{ \"modulation\": \"qam64\" }", ExitCode.BadScenario, "qam16, qam4")]
    [InlineData("talk2edit+jpeg-ldpc", "{ \"bitsPerPixel\": 1, \"talk2Edit\": \"lite\" }", ExitCode.Ok, null)]
    public async Task Validate_NamesAndOptions_AreThoseOfTheSchema(string codec, string options, int exit, string? complaint)
    {
        Weights(withFields: true);

        var (code, error) = await ValidateAsync(codec, options);

        code.Should().Be(exit);
        if (complaint is null) error.Should().BeEmpty();
        else error.Should().Contain(complaint);
    }

    [Fact]
    public async Task Send_JpegLdpc_CountsItsSymbolsAndSaysThatTheBitsArrived()
    {
        Weights(withFields: true);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["send", "--portrait", "3", "--text", "that is all, thank you", "--snr", "18",
            "--codec", "jpeg-ldpc+talk2edit", "--lite", "--json", "--weights", folder.FullName,
            "--out", Path.Combine(folder.FullName, "sent.png")], output, error);

        code.Should().Be(ExitCode.Ok, error.ToString());
        var report = JsonDocument.Parse(output.ToString()).RootElement;
        report.GetProperty("codec").GetString().Should().Be("jpeg-ldpc+talk2edit");
        report.GetProperty("realSymbols").GetInt32().Should().Be(11_580);
        report.GetProperty("bandwidthRatioComplex").GetDouble().Should().BeApproximately(0.1178, 5e-5);
        report.GetProperty("isIntact").GetBoolean().Should().BeTrue();
        report.GetProperty("psnrDb").GetDouble().Should().BeGreaterThan(20, "a JPEG arrives as a JPEG is");
    }

    private async Task<(int Code, string Error)> ValidateAsync(string codec, string options)
    {
        var scenario = Path.Combine(folder.FullName, "scenario.json");
        await File.WriteAllTextAsync(scenario, $$"""
            { "users": [{}], "codec": "{{codec}}", "baseline": {{options}}, "weights": "{{folder}}" }
            """);
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(["validate", scenario], output, error), error.ToString());
    }

    private void Weights(bool withFields)
    {
        foreach (var file in ShippedScenarioTests.Weights.GetFiles("*.safetensors"))
        {
            if (file.Name is not ("talk2edit.safetensors" or "deepsc.safetensors"))
                file.CopyTo(Path.Combine(folder.FullName, file.Name));
        }
        using var fields = new AttributeFields(AttributeFields.Small);
        if (withFields) ModuleWeights.Save(fields, Path.Combine(folder.FullName, "talk2edit.safetensors"));
        WeightsManifest.Scan(folder.FullName).Save();
    }
}
