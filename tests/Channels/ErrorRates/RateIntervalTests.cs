using CsCheck;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.ErrorRates;

public sealed class RateIntervalTests
{
    [Theory]
    [InlineData(10, 100, 0.0552, 0.1744)] // Newcombe, Statistics in Medicine 17 (1998), worked by Wilson's formula
    [InlineData(0, 100, 0, 0.0370)]
    [InlineData(100, 100, 0.9630, 1)]
    [InlineData(300, 1e8, 2.6798e-6, 3.3585e-6)]
    public void Wilson_KnownCounts_GivesKnownEnds(double errors, double trials, double low, double high)
    {
        var interval = RateInterval.Wilson(errors, trials);
        interval.Low.Should().BeApproximately(low, 1e-3 * low + 1e-9 + 5e-5 * (trials < 1e6 ? 1 : 0));
        interval.High.Should().BeApproximately(high, 1e-3 * high + 5e-5 * (trials < 1e6 ? 1 : 0));
        interval.Contains(errors / trials).Should().BeTrue();
    }

    [Fact]
    public void Wilson_NoTrials_SaysNothing() =>
        RateInterval.Wilson(0, 0).Should().Be(new RateInterval(0, 0, 1));

    [Fact]
    public void BitErrorRate_ErrorsInBursts_WidensByTheirSize()
    {
        // 40 frames of 1,000 bits: ten hold 25 errors each. Burst variance 25 times that of single errors, less ties.
        var bursts = new ErrorCounts();
        for (var frame = 0; frame < 40; frame++) bursts += new FrameResult(1000, frame % 4 == 0 ? 25 : 0, 0);
        bursts.DesignEffect.Should().BeApproximately(25 * 0.75 * 40 / 39 / (1 - 0.00625), 1e-9);
        var (burst, single) = (bursts.BitErrorRate(), RateInterval.Wilson(250, 40_000));
        ((burst.High - burst.Low) / (single.High - single.Low)).Should().BeApproximately(4.4, 0.2);
        burst.Rate.Should().BeApproximately(single.Rate, 1e-12);
    }

    [Fact]
    public void BitErrorRate_Intervals_HoldTheTruthAsOftenAsTheySay()
    {
        // 2,000 runs of 100 frames that fade as a whole: 95 % +- 4 standard deviations of that share is 93 to 97 %;
        // the design effect of 100 frames is itself uncertain, so 92.5 % is asked.
        var held = 0;
        for (var run = 0; run < 2000; run++)
        {
            var counts = new ErrorCounts();
            var key = new PhiloxKey(new Seed(5), StreamPurpose.Fading, new UserId(0), new TransmissionId(run));
            for (uint frame = 0; frame < 100; frame++)
                counts += new FrameResult(200, (int)(200 * 0.2 * key.Uniform(frame)), 0);
            if (counts.BitErrorRate().Contains(0.0975)) held++; // mean of floor(40 u) is 19.5
        }
        held.Should().BeInRange(1850, 1960);
    }

    [Fact]
    public void Counts_AddedInAnyOrder_AreTheSame() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 30], Gen.Int[0, 29]).Sample((errors, cut) =>
        {
            var frames = errors.Select(count => new FrameResult(9, count, count)).ToArray();
            var (first, second) = (Sum(frames.Take(cut)), Sum(frames.Skip(cut)));
            (second + first).Should().Be(Sum(frames));
        });

    private static ErrorCounts Sum(IEnumerable<FrameResult> frames) =>
        frames.Aggregate(new ErrorCounts(), (counts, frame) => counts + frame);
}
