using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Requests;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

/// <summary>The shipped adapters.</summary>
public sealed class AdapterSetTests : IDisposable
{
    private static readonly DirectoryInfo Weights = new(Path.Combine(People.RepositoryRoot, "weights"));
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly AdapterSet adapters = AdapterSet.Load(Weights);

    public void Dispose()
    {
        adapters.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(-40, 0)]
    [InlineData(2, 1)]
    [InlineData(11, 3)]
    [InlineData(60, 4)]
    public void Nearest_AnySnr_IsThePairMadeForTheNearest(double snrDb, int id)
    {
        adapters.SnrsDb.Should().Equal(-6, 0, 6, 12, 18);
        adapters.Nearest(snrDb).Should().Be(id);
    }

    [Fact]
    public void LoadPair_OneSnr_IsThatOfTheSet()
    {
        using var pair = AdapterSet.LoadPair(Weights, 6);
        var x = ones(2, 512);

        (pair.Encoder.call(x) - adapters[2].Encoder.call(x)).abs().max().item<float>().Should().Be(0);
        FluentActions.Invoking(() => AdapterSet.LoadPair(Weights, 7)).Should()
            .Throw<Models.Weights.WeightsException>().WithMessage("*7 dB*");
    }

    [Theory]
    [InlineData(6, 2, 2)]
    [InlineData(-20, 0, 0)]
    [InlineData(30, 4, 4)]
    public void Between_AtAndBeyondTheSnrs_IsThePairThere(double snrDb, int low, int high)
    {
        using var mixed = adapters.Between(snrDb);
        var x = ones(1, 512);

        (mixed.Decoder.call(x) - adapters[low].Decoder.call(x)).abs().max().item<float>().Should().BeLessThan(1e-5f);
        low.Should().Be(high);
    }

    [Fact]
    public void Between_HalfWay_LiesBetweenTheTwoAndLeavesNothingBehind()
    {
        using (adapters.Between(3)) { }
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var mixed = adapters.Between(3))
        {
            var (low, high) = (adapters[1].named_parameters(), adapters[2].named_parameters());
            foreach (var ((own, below), above) in mixed.named_parameters().Zip(low).Zip(high))
                (own.parameter - (below.parameter + above.parameter) / 2).abs().max().item<float>().Should().BeLessThan(1e-5f);
        }
        scope.DisposeEverything();

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void Header_FiveAdapters_IsThreeBitsOfSixteenSymbols()
    {
        AdapterHeader.Symbols(adapters.SnrsDb.Count).Should().Be(48);
        AdapterHeader.Symbols(1).Should().Be(0);
        var bandwidth = new Bandwidth(512, 48, 128);
        bandwidth.RealRatio.Should().BeApproximately(512.0 / 49152, 1e-12);
        bandwidth.ComplexRatioWithHeader.Should().BeApproximately(304.0 / 49152, 1e-12);
    }
}
