using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Channels;

public class JakesTests
{
    private const double DopplerHz = 50;
    private static readonly JakesChannel Channel = new(new JakesOptions { DopplerHz = DopplerHz, Paths = 32 });

    /// <summary>
    /// One user, 400,000 moments 1 ms apart: the mean of h(t) conj(h(t + lag)) against J0(2 pi f lag).
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void Autocorrelation_is_J0_within_3_percent(int user)
    {
        const int Count = 400_000;
        var gain = Draws.Of(Channel, Draws.Use(Count, user: user) with { SymbolRateBaud = 1000 }).Gain;

        foreach (var lag in (int[])[0, 1, 2, 4, 5, 8, 12, 20, 31, 50])
        {
            var (re, im) = (0.0, 0.0);
            for (var i = 0; i + lag < Count; i++)
            {
                re += gain.Real[i] * gain.Real[i + lag] + gain.Imaginary[i] * gain.Imaginary[i + lag];
                im += gain.Imaginary[i] * gain.Real[i + lag] - gain.Real[i] * gain.Imaginary[i + lag];
            }
            var n = Count - lag;
            (re / n).Should().BeApproximately(BesselJ0(Math.Tau * DopplerHz * lag / 1000), 0.03, $"of lag {lag} ms");
            (im / n).Should().BeApproximately(0, 0.03, $"of lag {lag} ms");
        }
    }

    [Fact]
    public void A_moment_has_one_gain_however_it_is_asked_for()
    {
        const int Count = 3000;
        var use = Draws.Use(Count) with { TimeSeconds = 1234.5, SymbolRateBaud = 10_000 };
        var whole = Draws.Of(Channel, use).Gain;

        foreach (var i in (int[])[0, 1, 255, 256, 700, 2999])
        {
            var alone = Draws.Of(Channel, use with
            {
                SymbolCount = 1,
                TimeSeconds = use.TimeSeconds + i / use.SymbolRateBaud,
                Transmission = new TransmissionId(99),
            }).Gain;
            alone.Real[0].Should().BeApproximately(whole.Real[i], 1e-4f);
            alone.Imaginary[0].Should().BeApproximately(whole.Imaginary[i], 1e-4f);
        }
    }

    [Fact]
    public void Standing_still_keeps_the_gain()
    {
        var channel = new JakesChannel(new JakesOptions { DopplerHz = 0 });
        var now = Draws.Of(channel, Draws.Use(4));
        var later = Draws.Of(channel, Draws.Use(4, transmission: 5) with { TimeSeconds = 1e5 });

        later.Gain.Real.ToArray().Should().Equal(now.Gain.Real.ToArray());
    }

    /// <summary>The mean of cos(x sin a) over a turn by 400 points, exact to double precision here.</summary>
    private static double BesselJ0(double x) =>
        Enumerable.Range(0, 400).Average(i => Math.Cos(x * Math.Sin(Math.Tau * i / 400)));
}
