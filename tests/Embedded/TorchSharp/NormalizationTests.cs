using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class NormalizationTests
{
    private const double Epsilon = 1e-5;

    private static Tensor Random(params long[] shape) => randn(shape, generator: new Generator(6)) * 3 + 1;

    [Fact]
    public void BatchNorm_InTraining_UsesTheBatch_AndMovesItsRunningStatistics()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3, momentum: 0.25);
        var x = Random(4, 3, 2, 2);
        norm.call(x).ShouldBe(Standardised(x, 0, 2, 3), 1e-5);
        norm.running_mean!.ShouldBe(0.25 * x.mean([0, 2, 3]), 1e-5);
        norm.running_var!.ShouldBe(0.75 + 0.25 * x.var([0, 2, 3]), 1e-5);
        norm.state_dict()["num_batches_tracked"].item<long>().Should().Be(1);
    }

    [Fact]
    public void BatchNorm_InEvaluation_UsesTheRunningStatistics_AndLeavesThem()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3);
        var x = Random(4, 3, 2, 2);
        norm.call(x);
        var (mean, variance) = (norm.running_mean!.clone(), norm.running_var!.clone());
        norm.eval();
        norm.call(x).ShouldBe((x - mean.view(3, 1, 1)) / (variance.view(3, 1, 1) + Epsilon).sqrt(), 1e-5);
        norm.running_mean!.ShouldBe(mean);
        norm.running_var!.ShouldBe(variance);
    }

    [Fact]
    public void BatchNorm1d_TakesVectors()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(3, affine: false, track_running_stats: false);
        var x = Random(5, 3);
        norm.eval();
        norm.call(x).ShouldBe(Standardised(x, 0), 1e-5);
        norm.parameters().Should().BeEmpty();
    }

    [Fact]
    public void InstanceNorm_StandardisesEachImage()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.InstanceNorm2d(3, affine: true);
        var x = Random(2, 3, 4, 4);
        norm.call(x).ShouldBe(Standardised(x, 2, 3), 1e-5);
        nn.functional.instance_norm(x).ShouldBe(Standardised(x, 2, 3), 1e-5);
        norm.parameters().Should().HaveCount(2);
    }

    [Fact]
    public void LayerNorm_StandardisesTheLastDimensions()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.LayerNorm([3, 4]);
        var x = Random(2, 3, 4);
        norm.call(x).ShouldBe(Standardised(x, 1, 2), 1e-5);
        using var last = nn.LayerNorm(4);
        last.call(x).ShouldBe(Standardised(x, 2), 1e-5);
    }

    [Fact]
    public void GroupNorm_StandardisesEachGroupOfChannels()
    {
        using var scope = NewDisposeScope();
        var x = Random(2, 4, 3, 3);
        nn.functional.group_norm(x, 2).view(2, 2, 18).ShouldBe(Standardised(x.view(2, 2, 18), 2), 1e-5);
    }

    [Fact]
    public void Affine_ScalesAndShifts()
    {
        using var scope = NewDisposeScope();
        var x = Random(4, 2, 3, 3);
        var (scale, shift) = (tensor(new[] { 2f, 3 }), tensor(new[] { -1f, 1 }));
        nn.functional.batch_norm(x, null, null, scale, shift, true)
            .ShouldBe(Standardised(x, 0, 2, 3) * scale.view(2, 1, 1) + shift.view(2, 1, 1), 1e-5);
    }

#if ENGINE_EMBEDDED
    [Fact]
    public void BatchNorm_WithoutMomentum_AveragesOverAllBatches()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3);
        norm.momentum = null;
        var (x, y) = (Random(4, 3, 2, 2), Random(4, 3, 2, 2) + 5);
        norm.call(x);
        norm.call(y);
        norm.running_mean!.ShouldBe((x.mean([0, 2, 3]) + y.mean([0, 2, 3])) / 2, 1e-5);
    }
#endif

    private static Tensor Standardised(Tensor x, params long[] dimensions) =>
        (x - x.mean(dimensions, true)) / (x.var(dimensions, false, true) + Epsilon).sqrt();
}
