using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Tests.Scenarios;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Tests.Commands;

/// <summary>A whole set of one's own, a few steps each: that every verb works with it, not how good it is.</summary>
public sealed class FaceSetTests : IDisposable
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
    public async Task TrainAll_OnAFolder_MakesASetThatSendAndEvalTake()
    {
        await WriteFaces(60);
        TakeReader();
        string[] faces = ["--images", PathOf("faces"), "--labels", PathOf("labels.txt"), "--weights", PathOf("set")];

        (await RunAsync(["train", "all", .. faces, "--identities", PathOf("people.txt"), "--resolution", "32", "--batch", "4",
            "--steps", "16", "--run", PathOf("runs")])).Should().Be(ExitCode.Ok, error.ToString());
        (await RunAsync("weights", "check", PathOf("set"), "--json")).Should().Be(ExitCode.Ok, error.ToString());

        using var check = JsonDocument.Parse(output.ToString()[output.ToString().IndexOf('{', StringComparison.Ordinal)..]);
        check.RootElement.GetProperty("resolution").GetInt32().Should().Be(32);
        check.RootElement.GetProperty("uses").EnumerateArray()
            .Where(use => use.GetProperty("what").GetString()!.StartsWith("send", StringComparison.Ordinal))
            .Should().HaveCount(3).And.OnlyContain(use => use.GetProperty("can").GetBoolean());
        string[] send = ["send", "--image", Path.Combine(PathOf("faces"), "000000.png"), "--text", "make the bangs longer",
            "--weights", PathOf("set"), "--out", PathOf("sent.png")];
        foreach (var form in new[] { "paper", "linear", "hybrid", "digital", "conditioned" })
            (await RunAsync([.. send, "--form", form])).Should().Be(ExitCode.Ok, error.ToString());
        (await RunAsync(["eval", "jecc", .. faces, "--portraits", "2"])).Should()
            .BeOneOf(ExitCode.Ok, ExitCode.ThresholdFailed);
        output.ToString().Should().Contain("judge's degree as meant").And.Contain("AWGN at 18 dB, matched adapter")
            .And.Contain("AWGN at 18 dB, form hybrid");
        File.Delete(Path.Combine(PathOf("set"), "coding.safetensors"));
        WeightsManifest.Scan(PathOf("set")).Save();
        (await RunAsync(send)).Should().Be(ExitCode.BadWeights);
        error.ToString().Should().Contain("has no coding.safetensors").And.Contain("the form paper does without");
    }

    [Fact]
    public async Task TrainAll_InWWithoutLabels_SaysWhatItLeavesOut()
    {
        await WriteFaces(60);

        (await RunAsync("train", "all", "--images", PathOf("faces"), "--weights", PathOf("set"), "--resolution", "32",
            "--batch", "4", "--steps", "16", "--space", "w", "--run", PathOf("runs"))).Should().Be(ExitCode.Ok, error.ToString());

        error.ToString().Should().Contain("without --labels").And.Contain("predictor, judge, jecc, adapters, coding");
        (await RunAsync("weights", "check", PathOf("set"))).Should().Be(ExitCode.Ok, error.ToString());
        output.ToString().Should().Contain("pictures of 32x32, w of 512 numbers");
        WeightsManifest.Load(PathOf("set")).Files.Select(file => file.File).Should()
            .Contain("inversion.safetensors").And.NotContain("predictor.safetensors");
    }

    [Theory]
    [InlineData("would be overwritten", "generator", "--images", "faces")]
    [InlineData("learns nothing of pictures", "text", "--images", "faces", "--weights", "set")]
    [InlineData("is about the pictures of --images", "predictor", "--labels", "labels.txt")]
    [InlineData("--resolution takes", "generator", "--images", "faces", "--weights", "set", "--resolution", "100")]
    [InlineData("--batch takes", "generator", "--images", "faces", "--weights", "set", "--batch", "6")]
    [InlineData("needs --labels FILE", "predictor", "--images", "faces", "--weights", "set")]
    [InlineData("--space is for sets of --images", "generator", "--space", "w")]
    [InlineData("no such folder", "generator", "--images", "nowhere", "--weights", "set")]
    public async Task Train_WhatCannotBe_IsSaid(string message, params string[] arguments)
    {
        await WriteFaces(2);
        string[] known = ["faces", "set", "labels.txt", "nowhere"];

        (await RunAsync(["train", .. arguments.Select(one => known.Contains(one) ? PathOf(one) : one), "--steps", "1",
            "--run", PathOf("run")])).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain(message);
    }

    [Fact]
    public async Task Train_ToTheShippedFolderThroughALink_IsRefused()
    {
        await WriteFaces(2);
        Directory.CreateSymbolicLink(PathOf("link"), WeightsOption.Shipped.FullName);

        (await RunAsync("train", "predictor", "--images", PathOf("faces"), "--weights", PathOf("link"), "--steps", "1",
            "--run", PathOf("run"))).Should().Be(ExitCode.Usage);

        error.ToString().Should().Contain("would be overwritten");
    }

    [Fact]
    public async Task Train_NetworkThatTheSetLacks_IsNamed()
    {
        await WriteFaces(2);

        (await RunAsync("train", "inversion", "--images", PathOf("faces"), "--weights", PathOf("set"), "--steps", "1",
            "--run", PathOf("run"))).Should().Be(ExitCode.BadWeights);

        error.ToString().Should().Contain("generator.safetensors");
    }

    private async Task WriteFaces(int count)
    {
        (await RunAsync("portraits", "--out", PathOf("faces"), "--count", count.ToString(CultureInfo.InvariantCulture),
            "--resolution", "32")).Should().Be(ExitCode.Ok);
        File.Move(Path.Combine(PathOf("faces"), "labels.txt"), PathOf("labels.txt"));
        await File.WriteAllLinesAsync(PathOf("people.txt"), Enumerable.Range(0, count).Select(i => $"{i:D6}.png {i / 3}"));
    }

    private void TakeReader()
    {
        Directory.CreateDirectory(PathOf("set"));
        foreach (var name in new[] { "text.safetensors", "conditioned.safetensors" })
            File.Copy(Path.Combine(ShippedScenarioTests.Weights.FullName, name), Path.Combine(PathOf("set"), name));
        WeightsManifest.Scan(PathOf("set")).Save();
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(arguments, output, error);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
