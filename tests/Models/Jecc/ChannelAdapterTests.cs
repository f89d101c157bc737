using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

[Collection(SeededTests.Name)]
public sealed class ChannelAdapterTests : IDisposable
{
    private const int Size = 12, Rank = 3;
    private readonly DisposeScope scope = NewDisposeScope();

    public ChannelAdapterTests() => random.manual_seed(5);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Forward_New_ChangesNothing()
    {
        var x = randn(4, Size);

        (New().call(x) - x).abs().max().item<float>().Should().Be(0);
    }

    [Fact]
    public void Apply_AdapterOfItsOwnForEachRow_IsEachForward()
    {
        var adapters = Enumerable.Range(0, 4).Select(_ => Shaken()).ToList();
        var x = randn(4, Size);

        var together = ChannelAdapter.Apply(x, adapters);

        for (var i = 0; i < 4; i++)
            (adapters[i].call(x[i].unsqueeze(0)).squeeze(0) - together[i]).abs().max().item<float>()
                .Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Forward_Gradient_IsTheDifferenceQuotient()
    {
        var adapter = Shaken();
        adapter.to(float64);
        var x = randn([2, Size], float64).requires_grad_();
        var slope = autograd.grad([adapter.call(x).square().sum()], [x])[0];
        const double step = 1e-5;
        using var quiet = no_grad();
        for (var i = 0; i < Size; i++)
        {
            var shift = zeros([2, Size], float64);
            shift[1, i] = step;
            var quotient = (adapter.call(x + shift).square().sum() - adapter.call(x - shift).square().sum())
                / (2 * step);
            slope[1, i].item<double>().Should().BeApproximately(quotient.item<double>(), 1e-6);
        }
    }

    private static ChannelAdapter New() => new(linalg.qr(randn(Size, Rank)).Q.t().contiguous());

    private static ChannelAdapter Shaken()
    {
        var adapter = New();
        using var quiet = no_grad();
        foreach (var parameter in adapter.parameters()) parameter.add_(randn(parameter.shape) * 0.3);
        return adapter;
    }
}
