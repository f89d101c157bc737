using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Inversion;

/// <summary>Inversion through a small random generator: it must find images that the generator can make.</summary>
public sealed class LatentInversionTests : IDisposable
{
    private const int Latent = 8, Count = 4;
    private static readonly InversionOptions Short = new() { MaxIterations = 24, Deterministic = true };
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator;
    private readonly Lpips perceptual;
    private readonly Tensor targets, starts;

    public LatentInversionTests()
    {
        random.manual_seed(11);
        generator = PriorNetworks.Frozen(
            new Generator(new(new StyleGanSize(32, 256, 8)) { LatentSize = Latent, MappingLayers = 1 }), CPU);
        perceptual = PriorNetworks.Frozen(new Lpips(LpipsOptions.Small), CPU);
        using var quiet = no_grad();
        targets = generator.call(randn(Count, Latent));
        starts = randn(Count, Latent);
    }

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(true, 0.1)]
    [InlineData(false, 0.05)]
    public void Step_UntilTheEnd_LowersTheLossOfEverySlot(bool adam, double rate)
    {
        var options = InversionOptions.Paper with { Adam = adam, LearningRate = rate };

        var (first, last) = (Invert(options with { MaxIterations = 1 }), Invert(options));

        for (var i = 0; i < Count; i++) last[i].Loss.Should().BeLessThan(first[i].Loss * 0.8);
        last.Should().OnlyContain(result => result.Iterations == 110 && result.Reason == InversionStop.MaxIterations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_WithAndWithoutNeighbours_FindsTheSameBits(bool deterministic)
    {
        var options = InversionOptions.Paper with { MaxIterations = 15, Deterministic = deterministic };
        var together = Invert(options);

        for (var i = 0; i < Count; i++)
        {
            var alone = Invert(options, i);
            alone[0].Z.allclose(together[i].Z, 0, 0).Should().BeTrue();
        }
    }

    [Fact]
    public void Step_FinishedSlot_LeavesAndGivesItsPlace()
    {
        using var inversion = new LatentInversion(generator, perceptual, 2, new() { MaxIterations = 3 });
        inversion.Add(targets[0], starts[0]);
        inversion.Step().Should().BeEmpty();
        inversion.Add(targets[1], starts[1]);
        inversion.Invoking(i => i.Add(targets[2], starts[2])).Should().Throw<InvalidOperationException>("it is full");
        inversion.Step().Should().BeEmpty();

        inversion.Step().Should().ContainSingle().Which.Slot.Should().Be(0);

        inversion.Add(targets[2], starts[2]).Should().Be(0);
        inversion.Step().Should().ContainSingle().Which.Slot.Should().Be(1);
        inversion.Step().Should().BeEmpty();
        inversion.Step().Should().ContainSingle().Which.Iterations.Should().Be(3);
        inversion.Occupied.Should().Be(0);
    }

    [Fact]
    public void Step_LossNoLongerFalls_StopsEarly()
    {
        var found = Invert(new() { Tolerance = 0.5, Patience = 4 });

        found.Should().OnlyContain(result => result.Reason == InversionStop.Converged && result.Iterations < 110);
    }

    [Fact]
    public void Step_Steps_LeaveNoTensorsBehind()
    {
        using var inversion = new LatentInversion(generator, perceptual, 2);
        inversion.Add(targets[0], starts[0]);
        inversion.Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 5; i++) inversion.Step();

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void Invert_SeveralStartsToTheEnd_IsNeverWorseThanTheFirstAlone()
    {
        var (one, four) = (FromRandom(Short), FromRandom(Short with { Starts = 4, RoundLength = 100 }));

        four.Zip(one).Should().OnlyContain(pair => pair.First.Loss <= pair.Second.Loss + 1e-5);
        four.Average(result => result.Loss).Should().BeLessThan(one.Average(result => result.Loss));
    }

    [Fact]
    public void Invert_WorseHalvesGivenUp_LeavesOneResultAnImageAndNoTensors()
    {
        FromRandom(Short with { Starts = 4, RoundLength = 5 });
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var found = FromRandom(Short with { Starts = 4, RoundLength = 5 });

        found.Should().HaveCount(Count).And.OnlyContain(result => result.Iterations == Short.MaxIterations);
        foreach (var result in found) result.Z.Dispose();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void Invert_BestOfManyCandidates_StartsNearerWhateverTheOtherImages()
    {
        var options = Short with { MaxIterations = 1 };

        var (own, chosen) = (FromRandom(options), FromRandom(options with { Candidates = 64 }));
        var alone = ImageInversion.Invert(generator, perceptual, null, options with { Candidates = 64 }, targets[2..3]);

        chosen.Average(result => result.Loss).Should().BeLessThan(own.Average(result => result.Loss) * 0.9);
        alone[0].Z.allclose(chosen[2].Z, 0, 0).Should().BeTrue("the candidates are the same for all images");
    }

    [Fact]
    public void Invert_FewerCandidatesThanStarts_IsRefused() =>
        this.Invoking(t => t.FromRandom(Short with { Starts = 4, Candidates = 3 }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Candidates*");

    private IReadOnlyList<InversionResult> FromRandom(InversionOptions options) =>
        ImageInversion.Invert(generator, perceptual, null, options, targets);

    private InversionResult[] Invert(InversionOptions options, int? only = null)
    {
        using var inversion = new LatentInversion(generator, perceptual, Count, options);
        int[] chosen = only is { } one ? [one] : [.. Enumerable.Range(0, Count)];
        foreach (var i in chosen) inversion.Add(targets[i], starts[i]);
        var found = new InversionResult[Count];
        while (inversion.Occupied > 0)
            foreach (var result in inversion.Step()) found[result.Slot] = result;
        return found[..chosen.Length];
    }
}
