using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Models.Tests.Training;

[Collection(SeededTests.Name)]
public sealed class TextTaskTests : IDisposable
{
    private const int Steps = 40;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_KilledAndContinued_HasTheCurveAndTheWeightsOfAnUnbrokenRun()
    {
        Train("whole", new StepClock());
        var killed = () => Train("broken", new StepClock { Last = 30 });
        killed.Should().Throw<OperationCanceledException>();
        Train("broken", new StepClock());

        File.ReadAllText(folder.File("broken/curve.csv")).Should().Be(File.ReadAllText(folder.File("whole/curve.csv")));
        File.ReadAllBytes(folder.File("broken-weights/text.safetensors"))
            .Should().Equal(File.ReadAllBytes(folder.File("whole-weights/text.safetensors")));
    }

    [Fact]
    public void Train_AFewSteps_ShipsAReaderThatCarriesItsVocabulary()
    {
        Train("short", new StepClock());

        using var reader = RequestReader.Load(new DirectoryInfo(folder.File("short-weights")));
        reader.Read("Make the bangs longer").Confidence.Should().BeInRange(0, 1);
        File.ReadLines(folder.File("short/curve.csv")).Should().HaveCount(1 + Steps / 20);
        File.ReadAllText(folder.File("short-weights/text.md")).Should().Contain("40 steps, 640 sentences");
    }

    private void Train(string name, TimeProvider clock)
    {
        var options = new TrainingOptions
        {
            Run = new DirectoryInfo(folder.File(name)),
            Weights = new DirectoryInfo(folder.File(name + "-weights")),
            Steps = Steps,
            CheckpointEvery = TimeSpan.Zero,
            Clock = clock,
        };
        using var task = new TextTask(options, batch: 16, textSize: 16);
        var state = new Trainer(task, options).Run(_ => { }, CancellationToken.None);
        state!.Step.Should().Be(Steps);
        Shipping.Write(task, options, state);
    }

    /// <summary>A clock that the trainer asks at the start and once a step; it ends the run after the last.</summary>
    private sealed class StepClock : TimeProvider
    {
        private int asked = -1;

        public int Last { get; init; } = int.MaxValue;

        public override long GetTimestamp() => ++asked > Last ? throw new OperationCanceledException() : asked;
    }
}
