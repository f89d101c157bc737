using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Tests.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Tests.Weights;
using EditableDeepSC.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Baselines;

[Collection(SeededTests.Name)]
public sealed class DeepScTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(128, 4_096)]
    [InlineData(64, 1_024)]
    [InlineData(1024, 262_144)]
    public void SymbolCount_AnySide_IsATwelfthOfThePicture(int side, int symbols)
    {
        DeepSc.SymbolCount(side).Should().Be(symbols);
        (symbols / (3.0 * side * side)).Should().BeApproximately(0.0833, 5e-5);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(64)]
    public void Forward_TheSameWeights_ServeAnySide(int side)
    {
        using var network = new DeepSc();

        var symbols = network.call(randn(2, 3, side, side));

        symbols.shape.Should().Equal(2, DeepSc.SymbolCount(side));
        network.Decode(symbols).shape.Should().Equal(2, 3, side, side);
        var odd = () => network.call(randn(1, 3, 100, 100));
        odd.Should().Throw<ArgumentException>().WithMessage("*multiple of 8*");
    }

    [Fact]
    public void Weights_OfFiveSnrs_TakeLessThanThreeMegabytes()
    {
        using var set = new DeepScSet([-6, 0, 6, 12, 18]);

        (2 * set.parameters().Sum(parameter => parameter.numel())).Should().BeLessThan(3_000_000, "as float16");
        set.state_dict().Keys.Should().Contain("-6dB.encoder.first.weight");
    }

    [Fact]
    public void Gradient_OfThePicture_ReachesEveryParameter()
    {
        random.manual_seed(5);
        using var network = new DeepSc();
        var image = rand(1, 3, 32, 32) * 2 - 1;

        (network.Decode(network.call(image)) - image).square().mean().backward();

        network.parameters().Should().OnlyContain(one => one.grad!.abs().sum().item<float>() > 0);
    }

    /// <summary>On the same four portraits and noise, as other ones move a loss by 10 % themselves.</summary>
    [Fact]
    public void Train_AFewSteps_LossFallsAndAllSnrsGetNetworksOfTheirOwn()
    {
        using var folder = new TempFolder();
        using var task = new DeepScTask(new()
        {
            Run = new(folder.File("run")),
            Weights = new(Path.Combine(People.RepositoryRoot, "weights")),
            Steps = 100,
        });

        var losses = Enumerable.Range(0, 30).Select(_ => Loss(task, progress: 0.1)).ToArray();
        var set = (DeepScSet)task.Finish()[0].Network;
        AreAlike(set).Should().BeTrue("they begin as one");
        Loss(task, progress: 0.9);

        losses[^1].Should().BeLessThan(0.8 * losses[0]);
        AreAlike(set).Should().BeFalse();
    }

    private static double Loss(DeepScTask task, double progress)
    {
        random.manual_seed(7);
        return task.Advance(new TrainingMoment(0, progress)).Losses[0].Value;
    }

    private static bool AreAlike(DeepScSet set) => set.Networks[0].parameters()
        .Zip(set.Networks[1].parameters(), (a, b) => a.equal(b).all().item<bool>()).All(same => same);
}
