using EditableDeepSC.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Networks;

/// <summary>A row's bits must not depend on its neighbours: a search of many steps blows the last bit up.</summary>
public sealed class RowsTests : IDisposable
{
    private const int All = 8;
    private readonly DisposeScope scope = NewDisposeScope();

    public RowsTests() => random.manual_seed(7);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Linear_FewerRows_GivesTheSameBits(int rows)
    {
        var (weight, bias) = (randn(512, 512), randn(512));

        SameBits(rows, randn(All, 512), x => Rows.Linear(x, weight, bias));
    }

    [Theory]
    [InlineData(128, 4)]
    [InlineData(64, 16)]
    [InlineData(32, 64)]
    public void Conv2d_OneImage_GivesTheSameBits(int channels, int side)
    {
        var weight = randn(channels, channels, 3, 3);

        SameBits(1, Maps.ChannelsLast(randn(All, channels, side, side)),
            x => Rows.Conv2d(x, weight, padding: [1, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Filled_FewerRowsThanTheLeast_RunsTheLeastAndKeepsItsOwn(int rows)
    {
        var ran = 0L;
        var x = randn(rows, 2);

        var y = Rows.Filled(x, 4, filled =>
        {
            ran = filled.shape[0];
            return filled * 2;
        });

        ran.Should().Be(4);
        y.allclose(x * 2, 0, 0).Should().BeTrue();
    }

    /// <summary>The layer of the first rows alone, forward and backward, against that of all.</summary>
    private static void SameBits(int rows, Tensor x, Func<Tensor, Tensor> layer)
    {
        var (all, few) = (x.clone().requires_grad_(), x[..rows].clone().requires_grad_());
        var (whole, part) = (layer(all), layer(few));
        var gradient = randn_like(whole);

        part.allclose(whole[..rows], 0, 0).Should().BeTrue();
        autograd.grad([part], [few], [gradient[..rows]])[0]
            .allclose(autograd.grad([whole], [all], [gradient])[0][..rows], 0, 0).Should().BeTrue();
    }
}
