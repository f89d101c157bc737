using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.Tests.Channels;

/// <summary>Envelopes against their closed forms: n = 200,000 independent symbols, significance 1e-3.</summary>
public class FadingStatisticsTests
{
    private const int Count = 200_000;

    [Fact]
    public void Rayleigh_envelope_passes_Kolmogorov_Smirnov() =>
        EnvelopeShouldFollow(new RayleighChannel(new RayleighOptions()), r => 1 - Math.Exp(-r * r));

    [Theory]
    [InlineData(-10)]
    [InlineData(3)]
    [InlineData(12)]
    public void Rician_envelope_passes_Kolmogorov_Smirnov(double kFactorDb) => EnvelopeShouldFollow(
        new RicianChannel(new RicianOptions { KFactorDb = kFactorDb }), RicianCdf(Decibels.ToRatio(kFactorDb)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(4)]
    public void Nakagami_envelope_passes_Kolmogorov_Smirnov(double m) => EnvelopeShouldFollow(
        new NakagamiChannel(new NakagamiOptions { M = m }), r => Gamma.CDF(m, m, r * r));

    [Fact]
    public void Kolmogorov_Smirnov_rejects_the_wrong_distribution()
    {
        var envelope = Draws.Envelope(new NakagamiChannel(new NakagamiOptions { M = 1.05 }), Draws.Use(Count));

        KolmogorovSmirnov.Statistic(envelope, r => 1 - Math.Exp(-r * r))
            .Should().BeGreaterThan(KolmogorovSmirnov.CriticalValue(Count));
    }

    /// <summary>One user at 4,000 moments 1.7 s apart, many Doppler periods: 64 users, 256,000 values.</summary>
    [Fact]
    public void Jakes_envelope_is_Rayleigh_over_users_and_time()
    {
        var channel = new JakesChannel(new JakesOptions { DopplerHz = 37, Paths = 64 });
        var envelope = Enumerable.Range(0, 64).SelectMany(user => Draws.Envelope(
            channel, Draws.Use(4000, user: user) with { SymbolRateBaud = 1 / 1.7 })).ToArray();

        // 64 waves are not quite Gaussian: |h|^2 has a variance 1/64 below that of Rayleigh fading.
        KolmogorovSmirnov.Statistic(envelope, r => 1 - Math.Exp(-r * r)).Should().BeLessThan(0.01);
    }

    private static void EnvelopeShouldFollow(IChannel channel, Func<double, double> cdf) =>
        KolmogorovSmirnov.Statistic(Draws.Envelope(channel, Draws.Use(Count)), cdf)
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(Count));

    /// <summary>The Rice density integrated by Simpson's rule from 0 to 6 in 6,000 steps.</summary>
    private static Func<double, double> RicianCdf(double k)
    {
        const int Steps = 6000;
        const double Step = 6.0 / Steps;
        double Density(double r) => 2 * (k + 1) * r * Math.Exp(-k - (k + 1) * r * r)
            * SpecialFunctions.BesselI0(2 * r * Math.Sqrt(k * (k + 1)));
        var cdf = new double[Steps + 1];
        for (var i = 1; i <= Steps; i++)
        {
            cdf[i] = cdf[i - 1]
                + Step / 6 * (Density((i - 1) * Step) + 4 * Density((i - 0.5) * Step) + Density(i * Step));
        }
        return r =>
        {
            var place = Math.Min(r / Step, Steps - 1);
            var left = (int)place;
            return cdf[left] + (place - left) * (cdf[left + 1] - cdf[left]);
        };
    }
}
