using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Baselines;

public sealed class StyleWalkTests
{
    // Labels and how sure the predictor is of each; what is kept; moves.
    [Theory]
    [InlineData(2, 3, "2:.9 3:.5 3:.9 3:.7 4:.9", 2, 5)]      // past the target: the surest of its class
    [InlineData(2, 3, "2:.9 4:.3", 1, 2)]                     // the first change jumps past it
    [InlineData(1, 3, "2:.4 2:.6 4:.9", 1, 3)]                // a later one does: the class before
    [InlineData(3, 5, "4:.5 5:.2", 1, 2)]                     // the end of the scale, where nothing lies past it
    [InlineData(4, 1, "3:.5 2:.5 1:.5 1:.6 0:.9", 3, 5)]      // downwards
    [InlineData(2, 4, "3:.5 2:.9 3:.8 4:.2 4:.4 5:1", 4, 6)]  // back and forth
    public void Run_LabelsOfAWalk_KeepsTheSurestOfTheLastClass(int start, int target, string labels, int kept, int moves)
    {
        var walk = labels.Split(' ').Select(one => one.Split(':')).Select((one, i) => ($"{i}", new SeenLabel(
            int.Parse(one[0], System.Globalization.CultureInfo.InvariantCulture),
            double.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture)))).ToArray();
        var next = 0;

        StyleWalk.Run(start, target, maxTrials: 100, () => walk[next++]).Should().Be(($"{kept}", moves));
    }

    [Theory]
    [InlineData(2, null)]      // the label never changes: nothing is kept
    [InlineData(3, "7")]       // it stays at the target: the surest is kept
    public void Run_NoNewLabelForLong_GivesUp(int label, string? kept)
    {
        var moves = 0;

        var walk = StyleWalk.Run(2, 3, maxTrials: 10,
            () => ($"{moves}", new SeenLabel(label, moves++ == 7 ? 0.9 : 0.5)));

        walk.Kept.Should().Be(kept);
        walk.Moves.Should().Be(label == 2 ? 11 : 12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.025, 0.05)]
    [InlineData(0.05, 0.1)]
    [InlineData(0.75, 0.1)]
    [InlineData(0.875, 0.05)]
    [InlineData(1, 0)]
    public void RateAt_Schedule_IsThePublishedOne(double t, double rate) =>
        StyleInversion.RateAt(t).Should().BeApproximately(rate, 1e-9);
}

/// <summary>With the shipped networks and fields that know nothing.</summary>
[Collection(SeededTests.Name)]
public sealed class Talk2EditTests : IDisposable
{
    private static readonly Talk2EditOptions Short = new() { Iterations = 4, MaxTrials = 1 };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly JeccNetworks networks = JeccNetworks.Load(new(Path.Combine(People.RepositoryRoot, "weights")), CPU);
    private readonly AttributeFields fields;
    private readonly Tensor image;

    public Talk2EditTests()
    {
        random.manual_seed(4);
        fields = PriorNetworks.Frozen(new AttributeFields(AttributeFields.Small), CPU);
        image = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, 1))[0];
    }

    public void Dispose()
    {
        networks.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void Edit_TunedGenerator_LeavesTheSharedOneAsItWas()
    {
        var before = Sum();

        var first = new Talk2Edit(networks, fields, Short).Edit(image, RequestLabel.None);
        var again = new Talk2Edit(networks, fields, Short).Edit(image, RequestLabel.None);
        var lite = new Talk2Edit(networks, fields, Short with { TunesGenerator = false }).Edit(image, RequestLabel.None);

        Sum().Should().Be(before);
        first.Reason.Should().Be(MatchingStop.NothingAsked);
        again.Picture.Pixels.SequenceEqual(first.Picture.Pixels).Should().BeTrue();
        lite.InversionLoss.Should().NotBe(first.InversionLoss, "there the generator is not tuned");

        double Sum() => networks.Generator.parameters().Sum(one => one.abs().sum().item<float>());
    }

    [Fact]
    public void Invert_MoreIterations_ComesNearer()
    {
        var losses = new[] { 2, 40 }.Select(iterations => new Talk2Edit(networks, fields,
            Talk2EditOptions.Lite with { Iterations = iterations }).Edit(image, RequestLabel.None).InversionLoss).ToArray();

        losses[1].Should().BeLessThan(0.8 * losses[0]);
    }

    [Fact]
    public void Edit_FieldsThatKnowNothing_GivesUpWhereTheLabelDoesNotChange()
    {
        foreach (var parameter in fields.parameters()) parameter.zero_();
        var request = RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Positive, 1);

        var edit = new Talk2Edit(networks, fields, Short with { MaxTrials = 2 }).Edit(image, request);

        (edit.Target!.Attribute, edit.Moves, edit.After).Should().BeEquivalentTo((FaceAttribute.Smiling, 3, edit.Before));
        edit.Reason.Should().Be(MatchingStop.NotReached);
    }

    [Fact]
    public void Moved_WPlus_MovesTheFirstTwoThirdsOfItsRows()
    {
        var moved = Talk2Edit.Moved(zeros(1, 12, 512), ones(1, 512))[0];

        moved.sum(1).data<float>().Should().Equal([.. Enumerable.Repeat(512f, 8), .. Enumerable.Repeat(0f, 4)]);
        Talk2Edit.Moved(zeros(1, 18, 512), ones(1, 512)).sum().item<float>().Should().Be(10 * 512);
    }
}
