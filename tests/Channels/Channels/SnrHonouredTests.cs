using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Channels;

public class SnrHonouredTests
{
    private const int Transmissions = 31_250;
    private const int Symbols = 32;

    public static TheoryData<string, double> Cases()
    {
        var cases = new TheoryData<string, double>();
        foreach (var name in Modules.Every.Keys) cases.Add(name, -6);
        cases.Add("chain", 18);
        return cases;
    }

    /// <summary>
    /// 1e6 symbols of one user in 31,250 transmissions 20 ms apart: signal power over noise power, both summed over
    /// all, within 0.05 dB of what was asked for. The received symbols themselves are measured, not the realisation.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Measured_SNR_is_the_requested_one(string name, double snrDb)
    {
        var channel = Modules.Channel(name, Modules.Every[name]);
        var realisation = new Realisation();
        var (signal, noise) = (0.0, 0.0);
        for (var t = 0; t < Transmissions; t++)
        {
            var use = Draws.Use(Symbols, snrDb, t, user: 3) with { TimeSeconds = t * 0.02 };
            realisation.Draw(channel, use);
            var received = Draws.Empty(realisation.ReceivedCount);
            var measured = realisation.Apply(Draws.Qpsk(use), received);
            var signalPower = Power(received, realisation.Noise) / (Symbols - realisation.ErasedCount);
            signal += signalPower;
            noise += signalPower / Decibels.ToRatio(measured.SnrDb);
        }

        Decibels.FromRatio(signal / noise).Should().BeApproximately(snrDb, 0.05);
    }

    [Fact]
    public void Real_symbols_in_pairs_have_the_same_SNR_as_one_by_one()
    {
        const int Count = 1_000_000;
        var real = new float[Count];
        GaussianSamples.Fill(Draws.Use(1).Key(StreamPurpose.Bits), real);
        var sent = ComplexSpan.FromReal(real);
        SymbolPower.Normalise(sent, power: 2);
        var realisation = Draws.Of(new AwgnChannel(), Draws.Use(Count / 2, snrDb: 6) with { Power = 2 });

        var measured = realisation.Apply(sent, Draws.Empty(Count / 2));

        measured.SnrDb.Should().BeApproximately(6, 0.02); // n = 1e6 real numbers, 3 standard errors
        realisation.Noise.Real.ToArray().Average(x => x * x)
            .Should().BeApproximately((float)Decibels.ToRatio(-6), 0.002f);
    }

    [Fact]
    public void Power_is_normalised_for_each_transmission_by_itself()
    {
        var weak = Draws.Qpsk(Draws.Use(64));
        var strong = Draws.Qpsk(Draws.Use(64));
        foreach (ref var x in strong.Real) x *= 100;

        SymbolPower.Normalise(weak, 2);
        SymbolPower.Normalise(strong, 2);

        SymbolPower.Mean(weak).Should().BeApproximately(2, 1e-5);
        SymbolPower.Mean(strong).Should().BeApproximately(2, 1e-5);
    }

    private static double Power(ComplexSpan received, ComplexSpan noise)
    {
        var sum = 0.0;
        for (var i = 0; i < received.Length; i++)
        {
            sum += Math.Pow(received.Real[i] - noise.Real[i], 2);
            sum += Math.Pow(received.Imaginary[i] - noise.Imaginary[i], 2);
        }
        return sum;
    }
}
