using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.TensorIndex;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class IndexingTests
{
    /// <summary>0..23 as [2, 3, 4].</summary>
    private static Tensor Cube() => arange(24).reshape(2, 3, 4);

    [Fact]
    public void Integers_SelectFromEitherEnd()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        x[1].shape.Should().Equal(3, 4);
        x[-1, -1, -1].item<long>().Should().Be(23);
        x[0, 1].ShouldHold(4, 5, 6, 7);
        x[Ellipsis, Single(0)].ShouldHold(0, 4, 8, 12, 16, 20);
        FluentActions.Invoking(() => x[2]).Should().Throw<Exception>();
    }

    [Fact]
    public void Slices_KeepTheDimension()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        x[.., 1..2].shape.Should().Equal(2, 1, 4);
        x[Colon, Colon, Slice(0, null, 3)].ShouldHold(0, 3, 4, 7, 8, 11, 12, 15, 16, 19, 20, 23);
        x[0, 0][^2..].ShouldHold(2, 3);
        x[0, 0][Slice(-3, -1)].ShouldHold(1, 2);
        x[0, 0][..^1].ShouldHold(0, 1, 2);
        x.narrow(2, 1, 2).shape.Should().Equal(2, 3, 2);
    }

    [Fact]
    public void NoneAndEllipsis_AddAndFillDimensions()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        x[None, Ellipsis, None].shape.Should().Equal(1, 2, 3, 4, 1);
        x[Single(1), Ellipsis, Single(2)].ShouldHold(14, 18, 22);
        x[Ellipsis].shape.Should().Equal(2, 3, 4);
    }

    [Fact]
    public void Masks_PickElements_OverAllTheirDimensions()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        x[TensorIndex.Tensor(x.gt(20.ToScalar()))].ShouldHold(21, 22, 23);
        var rows = tensor(new[,] { { true, false, false }, { false, false, true } });
        x[TensorIndex.Tensor(rows)].ShouldHold(0, 1, 2, 3, 20, 21, 22, 23);
        x[TensorIndex.Tensor(rows), Single(1)].ShouldHold(1, 21);
        var last = zeros(3, 4, @bool);
        last[0, 0] = last[2, 3] = tensor(true);
        x[Ellipsis, TensorIndex.Tensor(last)].ShouldHold(0, 11, 12, 23);
    }

    [Fact]
    public void SeveralIndexTensors_AreReadTogether()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        var (i, j) = (tensor(new[] { 0L, 1 }), tensor(new[] { 2L, 0 }));
        x[TensorIndex.Tensor(i), TensorIndex.Tensor(j)].ShouldHold(8, 9, 10, 11, 12, 13, 14, 15);
        x[i, j].shape.Should().Equal(2, 4);
        x[Colon, TensorIndex.Tensor(j), Single(1)].ShouldHold(9, 1, 21, 13);
        x[TensorIndex.Tensor(i.view(2, 1)), TensorIndex.Tensor(j.view(1, 2))].shape.Should().Equal(2, 2, 4);
    }

    [Fact]
    public void Assignment_WritesThroughEveryKindOfIndex()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x[0, 1] = tensor(1f);
        x[.., 2..] = tensor(new[,] { { 2f }, { 3f } });
        x.ShouldHold(0, 1, 2, 0, 0, 3);
        x[TensorIndex.Tensor(x.eq(0.ToScalar()))] = tensor(9f);
        x.ShouldHold(9, 1, 2, 9, 9, 3);
        x[1] = zeros(3);
        var (rows, columns) = (tensor(new[] { 0L, 0 }), tensor(new[] { 0L, 1 }));
        x[TensorIndex.Tensor(rows), TensorIndex.Tensor(columns)] = tensor(new[] { 5f, 6 });
        x.ShouldHold(5, 6, 2, 0, 0, 0);
        x.index_put_(ones(2), [TensorIndex.Tensor(tensor(new[] { 1L, 1 })), Single(0)], accumulate: true);
        x[1, 0].item<float>().Should().Be(2);
    }

    [Fact]
    public void Slices_ShareTheirMemory()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 2);
        x[1].fill_(3);
        x[.., 0].add_(1.ToScalar());
        x.ShouldHold(1, 0, 4, 3);
    }

    [Fact]
    public void GatherAndScatter_AreInverse()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } });
        var order = tensor(new long[,] { { 2, 0, 1 }, { 0, 2, 1 } });
        var gathered = x.gather(1, order);
        gathered.ShouldHold(3, 1, 2, 4, 6, 5);
        zeros(2, 3).scatter(1, order, gathered).ShouldBe(x);
        zeros(2, 2).scatter_add_(1, zeros(2, 3, int64), x).ShouldHold(6, 0, 15, 0);
        x.index_select(1, tensor(new[] { 2L, 2 })).ShouldHold(3, 3, 6, 6);
        zeros(2, 3).index_add_(0, tensor(new[] { 1L, 1 }), x, 2).ShouldHold(0, 0, 0, 10, 14, 18);
        x.take_along_dim(x.argsort(1, true), 1).ShouldHold(3, 2, 1, 6, 5, 4);
        x.masked_select(x.gt(4.ToScalar())).ShouldHold(5, 6);
        x.gt(4.ToScalar()).nonzero().ShouldHold(1, 1, 1, 2);
    }

    [Fact]
    public void Shapes_AreRearranged()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        x.permute(2, 0, 1).shape.Should().Equal(4, 2, 3);
        x.transpose(0, -1)[3, 2, 1].item<long>().Should().Be(23);
        x.flatten(1).shape.Should().Equal(2, 12);
        x.unflatten(2, 2, -1).shape.Should().Equal(2, 3, 2, 2);
        x.unsqueeze(1).squeeze(1).shape.Should().Equal(2, 3, 4);
        x[0, 0].roll(1).ShouldHold(3, 0, 1, 2);
        x[0, 0].flip(0).ShouldHold(3, 2, 1, 0);
        x[0, 0].repeat_interleave(2).shape.Should().Equal(8);
        x[0, 0].unfold(0, 2, 2).ShouldHold(0, 1, 2, 3);
        x.split([1, 2], 1)[1].shape.Should().Equal(2, 2, 4);
        x.chunk(2, 2).Should().HaveCount(2);
        x.unbind(1).Should().HaveCount(3);
        cat([x, x], 0).shape.Should().Equal(4, 3, 4);
        stack([x, x], 1).shape.Should().Equal(2, 2, 3, 4);
        x[0, .., ..3].tril().ShouldHold(0, 0, 0, 4, 5, 0, 8, 9, 10);
        x[0].diagonal().ShouldHold(0, 5, 10);
        x[0, 0].expand(2, 4).stride().Should().Equal(0, 1);
    }
}
