using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Weights;
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
    [InlineData(Descent.Adam, 0.1)]
    [InlineData(Descent.Gradient, 0.05)]
    public void Step_UntilTheEnd_LowersTheLossOfEverySlot(Descent descent, double rate)
    {
        var options = InversionOptions.RandomStart with { Descent = descent, LearningRate = rate };

        var (first, last) = (Invert(options with { MaxIterations = 1 }), Invert(options));

        for (var i = 0; i < Count; i++) last[i].Loss.Should().BeLessThan(first[i].Loss * 0.8);
        last.Should().OnlyContain(result => result.Iterations == 110 && result.Reason == InversionStop.MaxIterations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_WithAndWithoutNeighbours_FindsTheSameBits(bool deterministic)
    {
        var options = InversionOptions.RandomStart with { MaxIterations = 15, Deterministic = deterministic };
        var together = Invert(options);

        for (var i = 0; i < Count; i++)
        {
            var alone = Invert(options, i);
            alone[0].Z.allclose(together[i].Z, 0, 0).Should().BeTrue();
        }
    }

    [Fact]
    public void LatentInversion_QuasiNewtonWithoutAnEncoder_IsRefused()
    {
        var make = () => new LatentInversion(generator, perceptual, 1, InversionOptions.FromGuess);

        make.Should().Throw<ArgumentException>().WithMessage("*inversion encoder*");
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
    public void Invert_WithNoise_IsAPureFunctionOfTheImagesNumber()
    {
        var options = Short with { Noise = 0.5 };

        var (all, again) = (FromRandom(options), FromRandom(options));
        var alone = ImageInversion.Invert(generator, perceptual, null, options, targets[2..3], [2]);

        all.Zip(again).Should().OnlyContain(pair => pair.First.Z.allclose(pair.Second.Z, 0, 0));
        alone[0].Z.allclose(all[2].Z, 0, 1e-3).Should().BeTrue("the noise belongs to the image, not to its slot");
        all[2].Z.allclose(FromRandom(Short)[2].Z, 0, 1e-3).Should().BeFalse("the noise moves the search");
    }

    [Fact]
    public void Invert_WithNoise_GivesTheLossOfTheZThatIsKept()
    {
        foreach (var result in FromRandom(Short with { Noise = 1 }))
        {
            using var quiet = no_grad();
            var made = generator.call(result.Z.unsqueeze(0));
            var target = targets[result.Slot].unsqueeze(0);
            var loss = perceptual.call(made, target).item<float>() + (made - target).square().mean().item<float>();
            result.Loss.Should().BeApproximately(loss, 1e-4);
        }
    }

    [Fact]
    public void Invert_WithNoiseAndTolerance_StopsOnlyOnWhatIsWithoutNoise()
    {
        var found = FromRandom(new() { Noise = 0.5, Tolerance = 0.5, Patience = 4 });

        found.Should().OnlyContain(result => result.Reason == InversionStop.Converged && result.Iterations > 83 + 4
            && double.IsFinite(result.Loss));
    }

    [Fact]
    public void NoiseOf_Iterations_FallsToNothingAndIsNeverInTheLast()
    {
        var options = new InversionOptions { Noise = 0.5, MaxIterations = 110 };
        var noise = Enumerable.Range(0, 110).Select(options.NoiseOf).ToArray();

        noise.Should().BeInDescendingOrder();
        noise[0].Should().BeApproximately(0.5, 0.01);
        noise[83..].Should().OnlyContain(deviation => deviation == 0, "the last quarter is without");
        new InversionOptions { Noise = 0.5, MaxIterations = 1 }.NoiseOf(0).Should().Be(0);
    }

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
