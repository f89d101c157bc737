namespace EditableDeepSC.Host.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly StringWriter output = new(), error = new();

    public void Dispose()
    {
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Train_TwoSteps_WritesWeightsCardManifestAndCurve()
    {
        (await RunAsync("predictor", "--steps", "2")).Should().Be(ExitCode.Ok, error.ToString());

        folder.EnumerateFiles("*", SearchOption.TopDirectoryOnly).Select(file => file.Name).Should()
            .BeEquivalentTo("predictor.safetensors", "predictor.md", "manifest.json");
        File.ReadAllText(Path.Combine(folder.FullName, "predictor.md")).Should()
            .Contain("`./eds train predictor --steps 2`").And.Contain("64 images");
        Directory.GetFiles(Path.Combine(folder.FullName, "runs", "train-predictor")).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("takes one budget", "predictor")]
    [InlineData("takes one budget", "predictor", "--steps", "2", "--minutes", "1")]
    [InlineData("above zero", "predictor", "--steps", "0")]
    [InlineData("is not a finite number", "predictor", "--minutes", "NaN")]
    [InlineData("is not a finite number", "predictor", "--minutes", "0,5")]
    [InlineData("0 to 86400", "predictor", "--steps", "2", "--checkpoint-every", "-1")]
    [InlineData("oracle", "oracle", "--steps", "1")]
    public async Task Train_BadArguments_AreUsageErrors(string message, params string[] arguments)
    {
        (await RunAsync(arguments)).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain(message);
    }

    [Fact]
    public async Task Train_NoSuchDevice_NamesThoseThatAreThere()
    {
        (await RunAsync("predictor", "--steps", "1", "--device", "cuda:77")).Should().Be(ExitCode.NoDevice);

        error.ToString().Should().Contain("cuda:77").And.Contain("this machine has cpu");
    }

    [Fact]
    public async Task Train_WhatItNeedsIsMissing_NamesTheFile()
    {
        (await RunAsync("inversion", "--steps", "1")).Should().Be(ExitCode.BadWeights);

        error.ToString().Should().Contain("manifest");
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(["train", .. arguments,
        "--weights", folder.FullName, "--run", Path.Combine(folder.FullName, "runs", "train-predictor")],
        output, error);
}
