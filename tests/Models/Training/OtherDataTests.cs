using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Tests.Faces;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Models.Tests.Training;

/// <summary>A training goes on with the data that it began with, and with nothing else.</summary>
[Collection(SeededTests.Name)]
public sealed class OtherDataTests : IDisposable
{
    private const int Pictures = 40, Side = 32;
    private readonly FaceFolder folder = new(Pictures, Side);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_OtherDataThanBegun_IsRefusedAndTheCheckpointStays()
    {
        Train(20, Labels(degree: 1));
        var before = Kept();
        var extra = Path.Combine(folder.Images, "extra.png");

        Refusal(Labels(degree: 2)).Should().Contain("began with other labels").And.Contain("--run");
        Refusal(Labels(degree: 1), resolution: 64).Should().Contain("pictures of 32 pixels a side, not 64");
        folder.Add("extra.png", Side, Side, 9);
        Refusal(Labels(1, "extra.png")).Should().Contain("40 pictures, and now there are 41 pictures");
        File.Delete(extra);
        folder.Add("000003.png", Side + 8, Side, 3);
        Refusal(Labels(degree: 1)).Should().Contain("other names or sizes");

        Kept().Should().Equal(before);
        folder.Add("000003.png", Side, Side, 3);
        Train(40, Labels(degree: 1));
        Kept().Keys.Should().Contain(name => name.StartsWith("checkpoint-40", StringComparison.Ordinal));
    }

    [Fact]
    public void DifferenceFrom_WhatATrainingDoesNotAskFor_DoesNotMatter()
    {
        using var plain = new FaceDataSet(new(folder.Images));
        using var labelled = new FaceDataSet(new(folder.Images) { Labels = Labels(degree: 1) });
        var (without, with) = (FaceFingerprint.Of(plain, Side, labels: false, identities: true),
            FaceFingerprint.Of(labelled, Side, labels: false, identities: true));

        without.DifferenceFrom(with).Should().BeNull();
        without.DifferenceFrom(FaceFingerprint.Without(drawn: true)).Should().StartWith("drawn portraits, and now");
        FaceFingerprint.Without(drawn: false).DifferenceFrom(FaceFingerprint.Without(drawn: true)).Should().NotBeNull();
    }

    private string Refusal(string labels, int resolution = Side) => FluentActions
        .Invoking(() => Train(40, labels, resolution)).Should().Throw<DataSetException>().Which.Message;

    private string Labels(int degree, params string[] more)
    {
        string[] names = [.. Enumerable.Range(0, Pictures).Select(i => $"{i:D6}.png"), .. more];
        return folder.Save("labels.txt", [$"{names.Length}", "Bangs Eyeglasses No_Beard Smiling Young",
            .. names.Select(name => $"{name} {degree} 0 1 2 3")]);
    }

    private void Train(long steps, string labels, int resolution = Side)
    {
        var options = new TrainingOptions
        {
            Run = new(folder.PathOf("run")),
            Weights = new(folder.PathOf("weights")),
            Faces = new(folder.Images) { Labels = labels },
            Resolution = resolution,
            Steps = steps,
        };
        using var training = TrainingTasks.Create("predictor", options);
        new Trainer(training, options).Run(_ => { }, CancellationToken.None).Should().NotBeNull();
    }

    /// <summary>Every file of the run folder and its bytes.</summary>
    private Dictionary<string, string> Kept() => Directory
        .EnumerateFiles(folder.PathOf("run"), "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder.PathOf("run"), path),
            path => Convert.ToBase64String(File.ReadAllBytes(path)));
}
