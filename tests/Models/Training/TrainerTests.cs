using EditableDeepSC.Models.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Training;

[Collection(SeededTests.Name)]
public sealed class TrainerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Run_KilledAfterACheckpoint_ContinuesWithTheSameCurve()
    {
        Run("whole", steps: 200, stopAfter: null);
        Run("broken", steps: 200, stopAfter: 90);
        Run("broken", steps: 200, stopAfter: null);

        Curve("broken").Should().Equal(Curve("whole"));
        Curve("whole").Should().HaveCount(11, "a heading and a row every twenty steps");
        Weights("broken").Should().Equal(Weights("whole"));
    }

    [Fact]
    public void Run_LossesAfterTheLastCheckpoint_AreWrittenOnce()
    {
        Run("run", steps: 100, stopAfter: null);
        File.AppendAllText(Path.Combine(folder.FullName, "run", "curve.csv"), "120,1\n140,2\n"); // lost with a kill
        Run("run", steps: 160, stopAfter: null);

        Curve("run").Select(line => line.Split(',')[0]).Should()
            .Equal("step", "20", "40", "60", "80", "100", "120", "140", "160");
    }

    [Fact]
    public void Run_CheckpointCannotBeWritten_KeepsTheOneBeforeAndGoesOnFromIt()
    {
        Run("whole", steps: 60, stopAfter: null);
        Run("broken", steps: 60, stopAfter: 30);
        // A folder where a file is to be written.
        Directory.CreateDirectory(Path.Combine(folder.FullName, "broken", "checkpoint-40", "adam.optimizer"));

        FluentActions.Invoking(() => Run("broken", steps: 60, stopAfter: null)).Should().Throw<IOException>()
            .WithMessage("checkpoint-40 in*was not written:*checkpoint-20 stays*");

        Directory.GetDirectories(Path.Combine(folder.FullName, "broken")).Select(Path.GetFileName)
            .Should().Equal("checkpoint-20");
        Run("broken", steps: 60, stopAfter: null);
        Curve("broken").Should().Equal(Curve("whole"));
        Weights("broken").Should().Equal(Weights("whole"));
    }

    [Fact]
    public void Ship_OneNetworkCannotBeWritten_LeavesTheSetAsItWas()
    {
        var options = new TrainingOptions { Run = folder, Weights = folder.CreateSubdirectory("set") };
        using var task = new LineTask(options) { Shipped = ["line", new string('x', 300)] };    // is no file name

        FluentActions.Invoking(() => Shipping.Write(task, options, TrainingState.Start)).Should().Throw<IOException>();

        options.Weights.EnumerateFileSystemInfos().Should().BeEmpty();
    }

    [Fact]
    public void Draw_OneRound_TakesEveryPlaceOnce()
    {
        const int Size = 1000, Batch = 8;
        var drawn = Enumerable.Range(0, Size / Batch)
            .SelectMany(step => new TrainingMoment(step, 0).Draw(Batch, Size, 3)).ToArray();

        drawn.Should().OnlyHaveUniqueItems().And.HaveCount(Size).And.OnlyContain(place => place >= 0 && place < Size);
        drawn.Should().NotBeInAscendingOrder();
        new TrainingMoment(Size / Batch, 0).Draw(Batch, Size, 3).Should().NotEqual(drawn[..Batch], "a new round");
    }

    private void Run(string name, long steps, int? stopAfter)
    {
        var options = new TrainingOptions
        {
            Run = new DirectoryInfo(Path.Combine(folder.FullName, name)),
            Weights = folder,
            Steps = steps,
            CheckpointEvery = TimeSpan.Zero,
        };
        using var task = new LineTask(options) { StopAfter = stopAfter };
        try
        {
            new Trainer(task, options).Run(_ => { }, CancellationToken.None);
        }
        catch (KilledException)
        {
        }
    }

    private string[] Curve(string name) => File.ReadAllLines(Path.Combine(folder.FullName, name, "curve.csv"));

    private byte[] Weights(string name) => File.ReadAllBytes(
        new DirectoryInfo(Path.Combine(folder.FullName, name)).EnumerateFiles("line.safetensors",
            SearchOption.AllDirectories).Single().FullName);

    private sealed class KilledException : Exception;

    /// <summary>Fits a line with random data and dropout: all its chance comes from the step.</summary>
    private sealed class LineTask : TrainingTask
    {
        private readonly Linear line;
        private readonly Adam adam;
        private int steps;

        public LineTask(TrainingOptions options) : base(options)
        {
            manual_seed(5);
            line = Keep("line", nn.Linear(3, 1));
            adam = KeepOptimizer("adam", optim.Adam(line.parameters(), lr: 0.01));
        }

        public int? StopAfter { get; init; }

        public string[] Shipped { get; init; } = [];

        public override string Name => "line";

        public override string Method => "";

        public override StepResult Advance(TrainingMoment now)
        {
            if (steps++ == StopAfter) throw new KilledException();
            var x = randn(16, 3);
            var loss = (line.call(nn.functional.dropout(x)) - x.sum(dim: 1).unsqueeze(1)).square().mean();
            Update(adam, loss, now.Cosine);
            return new(16, [("loss", loss.item<float>())]);
        }

        public override IReadOnlyList<ShippedNetwork> Finish() =>
            [.. Shipped.Select(name => new ShippedNetwork(name, line))];
    }
}
