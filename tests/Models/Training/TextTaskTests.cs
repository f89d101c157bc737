using System.Globalization;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;
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

        var weights = new DirectoryInfo(folder.File("short-weights"));
        RequestReader.WordsOf(weights).Should().Equal(RequestGrammar.Vocabulary());
        using var reader = RequestReader.Load(weights);
        string[] curve = File.ReadAllLines(folder.File("short/curve.csv"));
        curve.Should().HaveCount(1 + Steps / 20);
        Loss(curve[^1]).Should().BeLessThan(Loss(curve[1]), "the loss falls");
        File.ReadAllText(folder.File("short-weights/text.md")).Should().Contain("40 steps, 640 sentences");
    }

    [Fact]
    public void Train_MoreWithOtherWords_StartsFromWhatTheShippedReaderKnows()
    {
        var shipped = new DirectoryInfo(Path.Combine(Requests.People.RepositoryRoot, "weights"));
        var options = new TrainingOptions
        {
            Run = new DirectoryInfo(folder.File("more")),
            Weights = shipped,
            FromShipped = true,
        };

        using var task = new TextTask(options);

        var old = new RequestTokenizer(RequestReader.WordsOf(shipped));
        var now = new RequestTokenizer(RequestGrammar.Vocabulary());
        using var reader = RequestReader.Load(shipped);
        var before = reader.Encoder.get_parameter("lstm.word2vec.weight")!;
        var after = task.Finish()[0].Network.get_parameter("lstm.word2vec.weight")!;
        foreach (var word in (string[])["beard", "smile", "older"])
            after[now.Encode(word)[0]].equal(before[old.Encode(word)[0]]).all().item<bool>().Should().BeTrue();
    }

    /// <summary>The sum over the heads of one row, which begins with the step.</summary>
    private static double Loss(string row) =>
        row.Split(',').Skip(1).Sum(loss => double.Parse(loss, CultureInfo.InvariantCulture));

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
