using System.Globalization;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Tests.Faces;
using EditableDeepSC.Models.Training;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Training;

/// <summary>
/// The trainings on a folder learn: the mean loss of the second twenty steps is below that of the first.
/// </summary>
[Collection(SeededTests.Name)]
public sealed class FaceTasksTests : IDisposable
{
    private const int Pictures = 60, Side = 32;
    private readonly FaceFolder folder = new(0);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("predictor", "bangs")]
    [InlineData("identity", "same")]
    public void Train_OnAFolder_LossFalls(string task, string loss)
    {
        var rows = Trained(task, steps: 40, _ => { });

        var column = Array.IndexOf(rows[0], loss);
        var losses = rows[1..].Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)).ToArray();
        losses.Should().HaveCount(2);
        losses[^1].Should().BeLessThan(losses[0]);
    }

    [Fact]
    public void Train_PerceptualOnAFolder_RanksChangesAndWeighsNoneNegatively()
    {
        using var scope = NewDisposeScope();
        var (least, most) = (float.NaN, float.NaN);

        var rows = Trained("perceptual", steps: 20, task =>
        {
            var weights = cat([.. ((Lpips)task.Finish()[0].Network).ChannelWeights], 0);
            (least, most) = (weights.min().item<float>(), weights.max().item<float>());
        });

        double.Parse(rows[1][Array.IndexOf(rows[0], "right")], CultureInfo.InvariantCulture).Should().BeGreaterThan(0.8);
        least.Should().BeGreaterThanOrEqualTo(0);
        most.Should().BeGreaterThan(0);
    }

    private string[][] Trained(string task, long steps, Action<TrainingTask> then)
    {
        for (var i = 0; i < Pictures; i++) Write(i);
        var labels = folder.Save("labels.txt", [$"{Pictures}", "Bangs Eyeglasses No_Beard Smiling Young",
            .. Enumerable.Range(0, Pictures).Select(i => $"{i:D6}.png {i % 6} 0 1 2 3")]);
        var options = new TrainingOptions
        {
            Run = new(folder.PathOf(task)),
            Weights = new(folder.PathOf("weights")),
            Faces = new(folder.Images) { Labels = labels },
            Resolution = Side,
            Steps = steps,
        };
        using var training = TrainingTasks.Create(task, options);
        new Trainer(training, options).Run(_ => { }, CancellationToken.None).Should().NotBeNull();
        then(training);
        return [.. File.ReadAllLines(Path.Combine(options.Run.FullName, "curve.csv")).Select(row => row.Split(','))];
    }

    // Stripes as wide and as bright as the number says: easy to tell apart.
    private void Write(int number)
    {
        var picture = new RgbImage(Side, Side);
        for (var i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(i / 3 % Side * (1 + number % 6) / 8 % 2 == 0 ? 20 : 100 + number * 2);
        ImageFile.Write(Path.Combine(folder.Images, $"{number:D6}.png"), picture);
    }
}
