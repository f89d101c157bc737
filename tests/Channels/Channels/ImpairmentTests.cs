using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Channels;

public class ImpairmentTests
{
    private const int Count = 1_000_000;

    /// <summary>
    /// n = 1e6 symbols, 10,000 bursts: share of bad symbols within 5 % and mean burst within 4 %, 4 standard errors.
    /// </summary>
    [Fact]
    public void Gilbert_Elliott_bursts_have_the_share_and_length_asked_for()
    {
        var channel = new GilbertElliottChannel(new GilbertElliottOptions
        {
            BadFraction = 0.1,
            MeanBurstSymbols = 10,
            ReceiverKnowsState = true,
        });
        var noise = Draws.Of(channel, Draws.Use(Count, snrDb: 0)).NoiseVariance.ToArray();
        var bad = noise.Select(variance => variance > 1).ToArray();

        var bursts = Enumerable.Range(1, Count - 1).Count(i => bad[i] && !bad[i - 1]);
        var badCount = bad.Count(state => state);
        ((double)badCount / Count).Should().BeApproximately(0.1, 0.005);
        ((double)badCount / bursts).Should().BeApproximately(10, 0.4);
        noise.Average().Should().BeApproximately(1, 0.03f);
        (noise.Max() / noise.Min()).Should().BeApproximately(10, 1e-3f);
    }

    [Fact]
    public void Gilbert_Elliott_receiver_expects_the_average_unless_it_knows_the_state()
    {
        var realisation = Draws.Of(new GilbertElliottChannel(new GilbertElliottOptions()), Draws.Use(1000, snrDb: 0));

        realisation.NoiseVariance.ToArray().Should().AllBeEquivalentTo(1f);
    }

    /// <summary>n = 1e6, p = 0.05: within 4.5 standard errors.</summary>
    [Fact]
    public void Erasures_have_the_probability_asked_for_and_no_gain()
    {
        var realisation = Draws.Of(new ErasureChannel(new ErasureOptions { Probability = 0.05 }), Draws.Use(Count));

        ((double)realisation.ErasedCount / Count).Should().BeApproximately(0.05, 4.5 * Math.Sqrt(0.05 * 0.95 / Count));
        for (var i = 0; i < Count; i += 101) realisation.Erased[i].Should().Be(realisation.Gain.Real[i] == 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    public void Erasure_probability_may_be_none_or_all(double probability, int erased) =>
        Draws.Of(new ErasureChannel(new ErasureOptions { Probability = probability }), Draws.Use(100))
            .ErasedCount.Should().Be(erased);

    /// <summary>
    /// The phase after m symbols has variance 2 pi linewidth m / rate: n = 4,000 transmissions, within 10 %.
    /// </summary>
    [Fact]
    public void Phase_noise_wanders_by_the_linewidth_unseen_by_the_receiver()
    {
        const int Transmissions = 4000;
        const int Symbols = 50;
        var channel = new PhaseNoiseChannel(new PhaseNoiseOptions { LinewidthHz = 100 });
        var sum = 0.0;
        for (var t = 0; t < Transmissions; t++)
        {
            var realisation = Draws.Of(channel, Draws.Use(Symbols, transmission: t));
            sum += Math.Pow(Math.Atan2(realisation.Gain.Imaginary[^1], realisation.Gain.Real[^1]), 2);
            realisation.KnownGain.Imaginary[^1].Should().Be(0);
        }

        var expected = 2 * Math.PI * 100 * Symbols / 1e6;
        (sum / Transmissions).Should().BeApproximately(expected, 0.1 * expected);
    }

    [Fact]
    public void Clipping_limits_the_peak_keeps_phases_and_the_mean_power()
    {
        const int Symbols = 2000;
        var sent = Draws.Empty(Symbols);
        GaussianSamples.Fill(Draws.Use(1).Key(StreamPurpose.Bits), sent);
        var channel = new ClippingChannel(new ClippingOptions { ClipRatioDb = 0 });
        var realisation = Draws.Of(channel, Draws.Use(Symbols, snrDb: 100));
        var received = Draws.Empty(Symbols);

        realisation.Apply(sent, received);

        var power = new float[Symbols];
        for (var i = 0; i < Symbols; i++)
        {
            power[i] = received.Real[i] * received.Real[i] + received.Imaginary[i] * received.Imaginary[i];
            (received.Real[i] * sent.Imaginary[i] - received.Imaginary[i] * sent.Real[i])
                .Should().BeApproximately(0, 1e-3f);
        }
        power.Average().Should().BeApproximately((float)SymbolPower.Mean(sent), 1e-3f);
        // Clipped at its mean power a complex Gaussian keeps 1 - 1/e of it; n = 2,000 within 3 %.
        (power.Average() / power.Max()).Should().BeApproximately(1 - MathF.Exp(-1), 0.02f);
    }

    /// <summary>
    /// n = 20,000 transmissions of 5 users, each active half of the time at -10 dB: mean power within 4 %.
    /// </summary>
    [Fact]
    public void Interference_has_the_average_power_of_its_active_users_and_lowers_the_SINR()
    {
        const int Transmissions = 20_000;
        var channel = new InterferenceChannel(new InterferenceOptions { Users = 5, Activity = 0.5, PowerDb = -10 });
        var (sum, expected) = (0.0, 5 * 0.5 * 0.1);
        for (var t = 0; t < Transmissions; t++)
        {
            var use = Draws.Use(16, snrDb: 30, transmission: t);
            var realisation = Draws.Of(channel, use);
            var measured = realisation.Apply(Draws.Qpsk(use), Draws.Empty(16));
            sum += SymbolPower.Mean(realisation.Noise);
            if (realisation.NoiseVariance[0] > 10 * use.NoiseVariance)
                measured.SinrDb.Should().BeLessThan(measured.SnrDb);
        }

        (sum / Transmissions - 0.001).Should().BeApproximately(expected, 0.04 * expected);
    }

    /// <summary>n = 50,000 draws of 4 taps: each power within 3 % of its share of the profile.</summary>
    [Fact]
    public void Taps_follow_the_power_delay_profile()
    {
        const int Transmissions = 50_000;
        var channel = new FrequencySelectiveChannel(new FrequencySelectiveOptions { PowersDb = [0, -3, -6, -200] });
        var powers = new double[4];
        for (var t = 0; t < Transmissions; t++)
        {
            var taps = Draws.Of(channel, Draws.Use(1, transmission: t)).Taps;
            for (var l = 0; l < 4; l++) powers[l] += SymbolPower.Mean(taps.Slice(l, 1));
        }

        double[] profile = [1, Decibels.ToRatio(-3), Decibels.ToRatio(-6), 0];
        for (var l = 0; l < 4; l++)
            (powers[l] / Transmissions).Should().BeApproximately(profile[l] / profile.Sum(), 0.03 * profile[l] + 1e-9);
    }

    [Fact]
    public void Echoes_are_those_of_the_convolution()
    {
        var realisation = Draws.Of(Modules.Channel("frequency-selective"), Draws.Use(3, snrDb: 200));
        var sent = Draws.Empty(3);
        sent.Real[1] = 1;
        var received = Draws.Empty(realisation.ReceivedCount);

        realisation.Apply(sent, received);

        realisation.ReceivedCount.Should().Be(6);
        received.Real[0].Should().BeApproximately(0, 1e-6f);
        for (var l = 0; l < 4; l++)
        {
            received.Real[1 + l].Should().BeApproximately(realisation.Taps.Real[l], 1e-6f);
            received.Imaginary[1 + l].Should().BeApproximately(realisation.Taps.Imaginary[l], 1e-6f);
        }
    }

    [Fact]
    public void Chain_combines_gains_taps_noise_weights_and_the_lowest_clipping_level()
    {
        var chain = Modules.Channel("chain", """
            {"channels": [{"type": "clipping", "clipRatioDb": 6}, "frequency-selective",
                {"type": "chain", "channels": ["frequency-selective", {"type": "clipping", "clipRatioDb": 0}]},
                {"type": "gilbert-elliott", "receiverKnowsState": true}]}
            """);
        var realisation = Draws.Of(chain, Draws.Use(1000, snrDb: 0));

        realisation.Taps.Length.Should().Be(7);
        realisation.ClipRatio.Should().BeApproximately(1, 1e-9);
        // Good, bad, and the echoes after the last symbol.
        realisation.NoiseVariance.ToArray().Distinct().Should().HaveCount(3);
    }
}
