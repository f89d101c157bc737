using System.Globalization;
using EditableDeepSC.Models.Tests.Faces;
using EditableDeepSC.Models.Training;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Training;

[Collection(SeededTests.Name)]
public sealed class FaceGeneratorTaskTests : IDisposable
{
    private readonly FaceFolder folder = new(40);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_KilledAtACheckpoint_ContinuesToTheSameBits()
    {
        Train("whole", steps: 40);
        Train("broken", steps: 20);
        Train("broken", steps: 40);

        File.ReadAllText(Path.Combine(Run("broken"), "curve.csv")).Should()
            .Be(File.ReadAllText(Path.Combine(Run("whole"), "curve.csv")));
        foreach (var network in new[] { "average", "generator", "discriminator", "state" })
            Checkpointed("broken", network).Should().Equal(Checkpointed("whole", network), network);
        var rows = File.ReadLines(Path.Combine(Run("whole"), "curve.csv")).Select(row => row.Split(',')).ToArray();
        var column = Array.IndexOf(rows[0], "discriminator");
        Number(rows[2][column]).Should().BeLessThan(Number(rows[1][column]), "the discriminator learns");

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Train_MeterGiven_WritesItsDistancesToTheCurve()
    {
        var meter = new FixedDistance();

        Train("measured", steps: 20, meter);

        var rows = File.ReadAllLines(Path.Combine(Run("measured"), "curve.csv"));
        rows[0].Should().EndWith(",FID-P");
        rows[^1].Should().EndWith(",7").And.StartWith("20,");
        meter.Real.Should().Equal([4, 3, 8, 8], "a batch at the resolution of the training");
    }

    private string Run(string name) => folder.PathOf(name);

    private byte[] Checkpointed(string run, string network) => File.ReadAllBytes(new DirectoryInfo(Run(run))
        .EnumerateFiles(network + ".safetensors", SearchOption.AllDirectories).Single().FullName);

    private void Train(string name, long steps, PictureDistance? distance = null)
    {
        var options = new TrainingOptions
        {
            Run = new(Run(name)),
            Weights = new(folder.PathOf("weights")),
            Faces = new(folder.Images),
            Resolution = 8,
            Batch = 4,
            Distance = distance,
            Steps = steps,
            CheckpointEvery = TimeSpan.FromHours(1),
        };
        using var task = TrainingTasks.Create("generator", options);
        new Trainer(task, options).Run(_ => { }, CancellationToken.None).Should().NotBeNull();
    }

    private sealed class FixedDistance : PictureDistance
    {
        public long[] Real { get; private set; } = [];

        public override IReadOnlyList<(string Name, double Value)> Measure(
            Func<IEnumerable<Tensor>> real, IEnumerable<Tensor> made)
        {
            Real = real().First().shape;
            made.First().shape.Should().Equal(Real);
            return [("FID-P", 7)];
        }
    }
}
