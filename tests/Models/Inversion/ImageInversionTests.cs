using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Inversion;

/// <summary>Inversion from several random starts, through a small random generator.</summary>
public sealed class ImageInversionTests : IDisposable
{
    private const int Latent = 8, Count = 3;
    private static readonly InversionOptions Short = new() { MaxIterations = 24, Deterministic = true };
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator;
    private readonly Lpips perceptual;
    private readonly Tensor targets;

    public ImageInversionTests()
    {
        random.manual_seed(12);
        generator = PriorNetworks.Frozen(
            new Generator(new(new StyleGanSize(32, 256, 8)) { LatentSize = Latent, MappingLayers = 1 }), CPU);
        perceptual = PriorNetworks.Frozen(new Lpips(LpipsOptions.Small), CPU);
        using var quiet = no_grad();
        targets = generator.call(randn(Count, Latent));
    }

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Invert_SeveralStartsToTheEnd_IsNeverWorseThanTheFirstAlone()
    {
        var (one, four) = (Invert(Short), Invert(Short with { Starts = 4, RoundLength = 100 }));

        four.Zip(one).Should().OnlyContain(pair => pair.First.Loss <= pair.Second.Loss + 1e-5);
        four.Average(result => result.Loss).Should().BeLessThan(one.Average(result => result.Loss));
    }

    [Fact]
    public void Invert_WorseHalvesGivenUp_LeavesOneResultAnImageAndNoTensors()
    {
        Invert(Short with { Starts = 4, RoundLength = 5 });
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var found = Invert(Short with { Starts = 4, RoundLength = 5 });

        found.Should().HaveCount(Count).And.OnlyContain(result => result.Iterations == Short.MaxIterations);
        foreach (var result in found) result.Z.Dispose();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    private IReadOnlyList<InversionResult> Invert(InversionOptions options) =>
        ImageInversion.Invert(generator, perceptual, null, options, targets);
}
