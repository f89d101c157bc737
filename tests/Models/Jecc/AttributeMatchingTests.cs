using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Tests.Training;
using EditableDeepSC.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Generator = EditableDeepSC.Models.Networks.Generator;

namespace EditableDeepSC.Models.Tests.Jecc;

/// <summary>Matching over slots with small random networks: each slot for itself.</summary>
[Collection(SeededTests.Name)]
public sealed class AttributeMatchingTests : IDisposable
{
    private const int Latent = 8, Count = 4;

    private static readonly RequestLabel[] Requests =
    [
        RequestLabel.To(FaceAttribute.Bangs, 5), RequestLabel.Change(FaceAttribute.Beard, EditDirection.Positive, 2),
        RequestLabel.To(FaceAttribute.Age, 0), RequestLabel.Change(FaceAttribute.Smiling, EditDirection.Negative),
    ];

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator;
    private readonly AttributePredictor predictor;
    private readonly AttributeFields fields;
    private readonly Tensor latents;

    public AttributeMatchingTests()
    {
        random.manual_seed(12);
        generator = PriorNetworks.Frozen(
            new Generator(new(new StyleGanSize(32, 256, 8)) { LatentSize = Latent, MappingLayers = 1 }), CPU);
        predictor = PriorNetworks.Frozen(new AttributePredictor(AttributePredictorOptions.Small), CPU);
        fields = PriorNetworks.Frozen(
            new AttributeFields(new() { Layers = 2, LatentSize = Latent, HiddenSize = 16 }), CPU);
        latents = randn(Count, Latent);
    }

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(false, 1e-3)]
    [InlineData(true, 0)]
    public void Step_WithAndWithoutNeighbours_FindsTheSame(bool deterministic, double tolerance)
    {
        var options = new MatchingOptions { MaxIterations = 6, Deterministic = deterministic };
        var together = Match(options);

        for (var i = 0; i < Count; i++)
        {
            var alone = Match(options, i)[0];
            (alone.Z - together[i].Z).abs().max().item<float>().Should().BeLessThanOrEqualTo((float)tolerance);
            (alone.Reason, alone.Iterations, alone.Target)
                .Should().Be((together[i].Reason, together[i].Iterations, together[i].Target));
        }
    }

    [Fact]
    public void Step_Results_HaveUnitPower()
    {
        foreach (var result in Match(new() { MaxIterations = 6 }))
            result.Z.square().mean().item<float>().Should().BeApproximately(1, 1e-4f);
    }

    [Fact]
    public void Step_UntilTheEnd_LeavesNothingBehindButTheResults()
    {
        foreach (var result in Match(new() { MaxIterations = 6 })) result.Z.Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        foreach (var result in Match(new() { MaxIterations = 6 })) result.Z.Dispose();

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void Add_NoFreeSlot_Throws()
    {
        using var matching = new AttributeMatching(generator, predictor, fields, 1);
        matching.Add(latents[0], Requests[0]);

        matching.Invoking(m => m.Add(latents[1], Requests[1])).Should().Throw<InvalidOperationException>();
    }

    private MatchingResult[] Match(MatchingOptions options, int? only = null)
    {
        using var inner = NewDisposeScope();
        using var matching = new AttributeMatching(generator, predictor, fields, Count, options);
        int[] chosen = only is { } one ? [one] : [.. Enumerable.Range(0, Count)];
        foreach (var i in chosen) matching.Add(latents[i], Requests[i]);
        var found = new MatchingResult[chosen.Length];
        while (matching.Occupied > 0)
            foreach (var result in matching.Step()) found[result.Slot] = result;
        return found;
    }
}
