using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ReductionTests
{
    private static Tensor Matrix() => tensor(new[,] { { 1.0, 5, 3 }, { 4, 2, 6 } });

    [Fact]
    public void Sums_RunOverTheDimensionsAsked()
    {
        using var scope = NewDisposeScope();
        var x = Matrix();
        x.sum().item<double>().Should().Be(21);
        x.sum(dim: 0).ShouldHold(5, 7, 9);    // a bare 0 would be taken for the dtype, as in the public package
        x.sum(1, true).shape.Should().Equal(2, 1);
        x.sum([0, 1]).item<double>().Should().Be(21);
        x.mean([1]).ShouldHold(3, 4);
        x.prod(dim: 0).ShouldHold(4, 10, 18);
        x.cumsum(1).ShouldHold(1, 6, 9, 4, 6, 12);
        x.cumprod(1).ShouldHold(1, 5, 15, 4, 8, 48);
        ones(3, dtype: int32).sum().dtype.Should().Be(int64);
        tensor(new[] { 1f }).sum(float64).dtype.Should().Be(float64);
    }

    [Fact]
    public void Spread_IsUnbiasedUnlessToldOtherwise()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2, 3, 4 });
        x.var().item<double>().Should().BeApproximately(5.0 / 3, 1e-12);
        x.var(0, unbiased: false).item<double>().Should().BeApproximately(1.25, 1e-12);
        x.std().item<double>().Should().BeApproximately(Math.Sqrt(5.0 / 3), 1e-12);
        var (variance, mean) = x.var_mean(0);
        variance.item<double>().Should().BeApproximately(5.0 / 3, 1e-12);
        mean.item<double>().Should().Be(2.5);
    }

    [Fact]
    public void Extremes_ComeWithTheirPositions()
    {
        using var scope = NewDisposeScope();
        var x = Matrix();
        var (values, indexes) = x.max(1);
        values.ShouldHold(5, 6);
        indexes.ShouldHold(1, 2);
        x.min(0).values.ShouldHold(1, 2, 3);
        x.max().item<double>().Should().Be(6);
        x.argmax(1).ShouldHold(1, 2);
        x.argmin().item<long>().Should().Be(0);
        x.amax(0).ShouldHold(4, 5, 6);
        x.max(full_like(x, 3)).ShouldHold(3, 5, 3, 4, 3, 6);
    }

    [Fact]
    public void Order_SortsAndTakesTheTop()
    {
        using var scope = NewDisposeScope();
        var x = Matrix();
        var (sorted, order) = x.sort(1, descending: true);
        sorted.ShouldHold(5, 3, 1, 6, 4, 2);
        order.ShouldHold(1, 2, 0, 2, 0, 1);
        x.argsort(1).ShouldHold(0, 2, 1, 1, 0, 2);
        x.topk(2).values.ShouldHold(5, 3, 6, 4);
        x.median().item<double>().Should().Be(3);
        x.quantile(tensor(new[] { 0.5 }), 1).ShouldHold(3, 4);
    }

    [Fact]
    public void Counts_AreWhole()
    {
        using var scope = NewDisposeScope();
        tensor(new[] { 0L, 2, 2 }).bincount(null).ShouldHold(1, 0, 2);
        var (output, inverse, counts) = tensor(new[] { 3L, 1, 3 }).unique(return_inverse: true, return_counts: true);
        output.ShouldHold(1, 3);
        inverse!.ShouldHold(1, 0, 1);
        counts!.ShouldHold(1, 2);
        tensor(new[] { 0.0, 1, 2 }).count_nonzero().item<long>().Should().Be(2);
        tensor(new[] { 0.1f, 0.9f, 0.95f }).histc(2, 0, 1).ShouldHold(1, 2);
    }

    [Fact]
    public void Truth_IsOfAllOrAny()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { true, false }, { true, true } });
        x.all().item<bool>().Should().BeFalse();
        x.any().item<bool>().Should().BeTrue();
        x.all(1).ShouldHold(0, 1);
    }

    [Fact]
    public void Norms_AreOfTheirOrder()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3.0, -4 });
        x.norm().item<double>().Should().Be(5);
        x.norm(p: 1).item<double>().Should().Be(7);
        linalg.norm(x, double.PositiveInfinity).item<double>().Should().Be(4);
        x.dist(zeros(2, float64)).item<double>().Should().Be(5);
        x.logsumexp(0).item<double>().Should().BeApproximately(Math.Log(Math.Exp(3) + Math.Exp(-4)), 1e-12);
    }
}
