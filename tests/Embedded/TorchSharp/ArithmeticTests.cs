using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ArithmeticTests
{
    [Fact]
    public void Operators_BroadcastTensors()
    {
        using var scope = NewDisposeScope();
        var column = tensor(new[,] { { 1.0 }, { 2 } });
        var row = tensor(new[] { 10.0, 20, 30 });
        (column + row).ShouldHold(11, 21, 31, 12, 22, 32);
        (column - row).ShouldHold(-9, -19, -29, -8, -18, -28);
        (column * row).ShouldHold(10, 20, 30, 20, 40, 60);
        (row / column).ShouldHold(10, 20, 30, 5, 10, 15);
        (row % tensor(new[] { 7.0 })).ShouldHold(3, 6, 2);
        (-row).ShouldHold(-10, -20, -30);
    }

    [Fact]
    public void Operators_TakeScalarsOnEitherSide()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2.0, 4 });
        (x + 1).ShouldHold(3, 5);
        (1 + x).ShouldHold(3, 5);
        (x - 1.5).ShouldHold(0.5, 2.5);
        (1.5 - x).ShouldHold(-0.5, -2.5);
        (x * 3L).ShouldHold(6, 12);
        (3f * x).ShouldHold(6, 12);
        (x / 4).ShouldHold(0.5, 1);
        (8 / x).ShouldHold(4, 2);
        (x % 3).ShouldHold(2, 1);
    }

    [Fact]
    public void Dtypes_ArePromotedAsInPytorch()
    {
        using var scope = NewDisposeScope();
        var whole = tensor(new[] { 1, 2 });
        (whole + 1).dtype.Should().Be(int32);
        (whole + 0.5).dtype.Should().Be(float32);
        (whole + tensor(new[] { 1L, 2 })).dtype.Should().Be(int64);
        (whole / 2).dtype.Should().Be(float32);
        (tensor(new[] { 1f }) * 2.0).dtype.Should().Be(float32);
    }

    [Fact]
    public void Division_RoundsAsAsked()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -7.0, 7 });
        x.div(2.ToScalar(), RoundingMode.floor).ShouldHold(-4, 3);
        x.div(2.ToScalar(), RoundingMode.trunc).ShouldHold(-3, 3);
        x.remainder(3.ToScalar()).ShouldHold(2, 1);
        x.fmod(3.ToScalar()).ShouldHold(-1, 1);
    }

    [Fact]
    public void Comparisons_GiveBooleans()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(new[] { 1.0, 2, 3 }), tensor(new[] { 2.0 }));
        (x < y).ShouldHold(1, 0, 0);
        (x <= y).ShouldHold(1, 1, 0);
        (x > y).ShouldHold(0, 0, 1);
        (x >= y).ShouldHold(0, 1, 1);
        (x == y).ShouldHold(0, 1, 0);
        (x != y).ShouldHold(1, 0, 1);
        x.gt(2.ToScalar()).dtype.Should().Be(@bool);
        (~(x < y) & (x <= y)).ShouldHold(0, 1, 0);
        ((x < y) | (x > y)).ShouldHold(1, 0, 1);
        ((x < y) ^ (x <= y)).ShouldHold(0, 1, 0);
        x.isclose(x + 1e-9).all().item<bool>().Should().BeTrue();
        x.allclose(x + 1).Should().BeFalse();
    }

    [Fact]
    public void NotANumber_IsFoundAndReplaced()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { double.NaN, double.PositiveInfinity, 1 });
        x.isnan().ShouldHold(1, 0, 0);
        x.isfinite().ShouldHold(0, 0, 1);
        x.isinf().ShouldHold(0, 1, 0);
        x.nan_to_num(0, 9).ShouldHold(0, 9, 1);
    }

    [Fact]
    public void InPlace_ReturnsTheSameObject()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        x.add_(2.ToScalar()).Should().BeSameAs(x);
        x.mul_(x).clamp_(max: 8.ToScalar()).ShouldHold(8, 8);
        x.zero_().fill_(4).copy_(tensor(new[] { 1f, 2 })).ShouldHold(1, 2);
    }

    [Fact]
    public void Where_Clamp_AndLerp_ChooseElements()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -1.0, 0.5, 2 });
        where(x.gt(0.ToScalar()), x, -x).ShouldHold(1, 0.5, 2);
        x.clamp(0.ToScalar(), 1.ToScalar()).ShouldHold(0, 0.5, 1);
        x.clamp(min: 0.ToScalar()).ShouldHold(0, 0.5, 2);
        x.lerp(zeros(3, float64), full([3], 0.5, float64)).ShouldHold(-0.5, 0.25, 1);
        x.masked_fill(x.lt(0.ToScalar()), 9).ShouldHold(9, 0.5, 2);
    }
}
