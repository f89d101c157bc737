using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Receivers;

public class ChannelEstimateTests
{
    private const int Count = 100_000;

    /// <summary>
    /// n = 100,000 independent gains: E|estimate - gain|^2 is
    /// N0 / (pilots x boost), within 3 %: 9 standard errors.
    /// </summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(4, 6)]
    public void Error_variance_is_noise_over_pilot_energy(int pilots, double boostDb)
    {
        var options = new ReceiverOptions
        {
            Csi = CsiKind.Pilots,
            Equaliser = EqualiserKind.ZeroForcing,
            PilotsPerEstimate = pilots,
            PilotSpacingSymbols = 1,
            PilotBoostDb = boostDb,
        };
        var estimator = new ChannelEstimator(options);
        var realisation = Draws.Of(new RayleighChannel(new RayleighOptions()), Draws.Use(Count, snrDb: 5));

        estimator.Estimate(realisation);

        var expected = Decibels.ToRatio(-5 - boostDb) / pilots;
        MeanSquaredDistance(estimator.Gains, realisation.Gain).Should().BeApproximately(expected, 0.03 * expected);
        estimator.NoiseInflation.Should().BeApproximately(1 + expected / Decibels.ToRatio(-5), 1e-9);
    }

    [Fact]
    public void Estimate_is_held_over_the_block_that_shares_a_gain()
    {
        var estimator = new ChannelEstimator(new ReceiverOptions { Csi = CsiKind.Pilots });
        var realisation = Draws.Of(new RayleighChannel(new RayleighOptions { BlockSymbols = 10 }), Draws.Use(95));

        estimator.Estimate(realisation);

        for (var i = 0; i < 95; i++)
        {
            estimator.Gains.Real[i].Should().Be(estimator.Gains.Real[i / 10 * 10]);
            estimator.Gains.Real[i].Should().NotBe(realisation.Gain.Real[i]);
        }
        estimator.PilotCount(realisation).Should().Be(10 * 4);
    }

    [Fact]
    public void Perfect_knowledge_has_no_error_and_needs_no_pilots()
    {
        var estimator = new ChannelEstimator(new ReceiverOptions());
        var realisation = Draws.Of(new RayleighChannel(new RayleighOptions()), Draws.Use(100));

        estimator.Estimate(realisation);

        MeanSquaredDistance(estimator.Gains, realisation.Gain).Should().Be(0);
        estimator.PilotCount(realisation).Should().Be(0);
    }

    /// <summary>
    /// E|h(t) - h(t - d)|^2 = 2 (1 - J0(2 pi f d)) of an estimate d old: n = 200,000 over 20 users, within 5 %.
    /// </summary>
    [Fact]
    public void Held_estimate_of_a_moving_user_grows_old()
    {
        const int Spacing = 5;
        const double DelayAngle = 2 * Math.PI * 50 * 4 / 1000.0; // the last of five symbols, 1 ms each, at 50 Hz
        var options = new ReceiverOptions
        {
            Csi = CsiKind.Pilots,
            PilotSpacingSymbols = Spacing,
            PilotsPerEstimate = 1_000_000,
        };
        var (sum, count) = (0.0, 0);
        for (var user = 0; user < 20; user++)
        {
            var realisation = Draws.Of(new JakesChannel(new JakesOptions { DopplerHz = 50 }),
                Draws.Use(10_000, snrDb: 60, user: user) with { SymbolRateBaud = 1000 });
            var estimator = new ChannelEstimator(options);
            estimator.Estimate(realisation);
            for (var i = Spacing - 1; i < 10_000; i += Spacing, count++)
                sum += MeanSquaredDistance(estimator.Gains.Slice(i, 1), realisation.Gain.Slice(i, 1));
        }

        const double BesselJ0 = 0.64245; // of DelayAngle, 1.2566
        DelayAngle.Should().BeApproximately(1.2566, 1e-4);
        (sum / count).Should().BeApproximately(2 * (1 - BesselJ0), 0.05 * 2 * (1 - BesselJ0));
    }

    [Fact]
    public void Taps_are_estimated_over_echoes()
    {
        var estimator = new ChannelEstimator(new ReceiverOptions { Csi = CsiKind.Pilots });
        var channel = Modules.Channel("frequency-selective");
        var sum = 0.0;
        const int Transmissions = 5000; // n = 20,000 taps; within 5 %, 7 standard errors
        for (var t = 0; t < Transmissions; t++)
        {
            var realisation = Draws.Of(channel, Draws.Use(8, snrDb: 3, transmission: t));
            estimator.Estimate(realisation);
            sum += MeanSquaredDistance(estimator.Taps, realisation.Taps);
        }

        var expected = Decibels.ToRatio(-3) / 4;
        (sum / Transmissions).Should().BeApproximately(expected, 0.05 * expected);
    }

    private static double MeanSquaredDistance(ComplexSpan a, ComplexSpan b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Pow(a.Real[i] - b.Real[i], 2) + Math.Pow(a.Imaginary[i] - b.Imaginary[i], 2);
        return sum / a.Length;
    }
}
