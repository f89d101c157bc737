using EditableDeepSC.Models.Coding;

namespace EditableDeepSC.Models.Tests.Coding;

public sealed class WaterFillingTests
{
    private static readonly double[] Variances = [3, 1, 0.2];

    [Theory]
    [InlineData(0.25)]
    [InlineData(4)]
    public void Powers_ThreeNumbers_AreTheBestOfAFineGrid(double snr)
    {
        const int Steps = 400;
        const double Power = 6;
        var powers = WaterFilling.Powers(Variances, Power, snr);

        powers.Sum().Should().BeApproximately(Power, 1e-9);
        powers.Should().OnlyContain(power => power >= 0);
        var best = double.PositiveInfinity;
        for (var i = 0; i <= Steps; i++)
        {
            for (var j = 0; i + j <= Steps; j++)
            {
                double[] tried = [Power * i / Steps, Power * j / Steps, Power * (Steps - i - j) / Steps];
                best = Math.Min(best, WaterFilling.Distortion(Variances, tried, snr));
            }
        }
        var ours = WaterFilling.Distortion(Variances, powers, snr);
        ours.Should().BeLessThanOrEqualTo(best + 1e-12);
        ours.Should().BeApproximately(best, 1e-3 * best, "the grid is that fine");
    }

    [Fact]
    public void Powers_WeakSnr_LeaveTheSmallestOut() =>
        WaterFilling.Powers(Variances, 1, 0.01)[2].Should().Be(0);

    [Theory]
    [InlineData(-6, 9.4)]
    [InlineData(0, 29.1)]
    [InlineData(18, 174.5)]
    public void RateDistortion_FiftyThreeEqualNumbers_IsSixDecibelsABit(double snrDb, double sdrDb)
    {
        var ones = Enumerable.Repeat(1.0, 53).ToArray();
        var bits = WaterFilling.Capacity(512, Math.Pow(10, snrDb / 10));

        (-10 * Math.Log10(WaterFilling.RateDistortion(ones, bits) / 53)).Should().BeApproximately(sdrDb, 0.3);
    }

    [Fact]
    public void RateDistortion_FewBits_SpendsThemOnTheLargest() =>
        WaterFilling.RateDistortion(Variances, 0.5).Should().BeApproximately(1.5 + 1 + 0.2, 1e-9);
}
