using System.Globalization;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Tests.Faces;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Models.Tests.Training;

/// <summary>The trainings on a folder learn: the mean loss of the last twenty of 60 steps is below that of the first.</summary>
[Collection(SeededTests.Name)]
public sealed class FaceTasksTests : IDisposable
{
    private const int Pictures = 60, Side = 32;
    private readonly FaceFolder folder = new(0);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("predictor", "bangs")]
    [InlineData("identity", "same")]
    [InlineData("perceptual", "ranking")]
    public void Train_OnAFolder_LossFalls(string task, string loss)
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
            Steps = 60,
        };
        using (var training = TrainingTasks.Create(task, options))
            new Trainer(training, options).Run(_ => { }, CancellationToken.None).Should().NotBeNull();

        var rows = File.ReadAllLines(Path.Combine(options.Run.FullName, "curve.csv")).Select(row => row.Split(',')).ToArray();
        var column = Array.IndexOf(rows[0], loss);
        var losses = rows[1..].Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)).ToArray();
        losses.Should().HaveCount(3);
        losses[^1].Should().BeLessThan(losses[0]);
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
