using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Channels;

public class KeyedRandomnessTests
{
    private const int Users = 6;
    private const int Transmissions = 5;

    public static TheoryData<string> Names() => [.. Modules.Every.Keys];

    /// <summary>
    /// 30 transmissions forwards on one thread, then shuffled over many with shared objects: every bit the same.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Realisations_do_not_depend_on_order_or_thread(string name)
    {
        var channel = Modules.Channel(name, Modules.Every[name]);
        var uses = (from user in Enumerable.Range(0, Users)
                    from transmission in Enumerable.Range(0, Transmissions)
                    select Draws.Use(100 + 7 * user, transmission: transmission, user: user)).ToArray();
        var forwards = new Link(channel, new ReceiverOptions { Csi = CsiKind.Pilots });
        var expected = uses.ToDictionary(use => use, use => Fingerprint(forwards, use));

        var shuffled = uses.OrderBy(use => (use.User.Value * 31 + use.Transmission.Value * 17) % 13).ToArray();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            var link = new Link(channel, new ReceiverOptions { Csi = CsiKind.Pilots });
            for (var i = worker; i < shuffled.Length; i += 2)
                Fingerprint(link, shuffled[i]).Should().Equal(expected[shuffled[i]]);
        });
    }

    /// <summary>Two users, n = 100,000 symbols: |mean of h1 conj(h2)| under 4 / sqrt n, noise likewise.</summary>
    [Theory]
    [InlineData("rayleigh")]
    [InlineData("nakagami")]
    [InlineData("jakes")]
    public void Users_are_independent(string name)
    {
        const int Count = 100_000;
        var channel = Modules.Channel(name);
        // Moments 10 s apart: for Jakes fading, far more than a coherence time.
        var first = Draws.Of(channel, Draws.Use(Count, user: 1) with { SymbolRateBaud = 0.1 });
        var second = Draws.Of(channel, Draws.Use(Count, user: 2) with { SymbolRateBaud = 0.1 });

        CrossCorrelation(first.Gain, second.Gain).Should().BeLessThan(4 / Math.Sqrt(Count));
        CrossCorrelation(first.Noise, second.Noise).Should().BeLessThan(4 / Math.Sqrt(Count) * first.Use.NoiseVariance);
    }

    [Fact]
    public void Equal_channels_in_one_chain_draw_different_fades()
    {
        var twice = Modules.Channel("chain", """{"channels": ["rayleigh", "rayleigh"]}""");
        var once = Modules.Channel("rayleigh");
        var (product, single) = (Draws.Envelope(twice, Draws.Use(100)), Draws.Envelope(once, Draws.Use(100)));

        product.Zip(single, (a, b) => Math.Abs(a - b * b)).Max().Should().BeGreaterThan(0.1f);
    }

    private static float[] Fingerprint(Link link, ChannelUse use)
    {
        var estimate = Draws.Empty(use.SymbolCount);
        var variance = new float[use.SymbolCount];
        link.Send(use, Draws.Qpsk(use), estimate, variance);
        var realisation = link.Realisation;
        return
        [
            .. realisation.Gain.Real, .. realisation.Gain.Imaginary, .. realisation.Noise.Real,
            .. realisation.Noise.Imaginary, .. realisation.Taps.Real, .. estimate.Real, .. estimate.Imaginary,
            .. variance,
        ];
    }

    private static double CrossCorrelation(ComplexSpan a, ComplexSpan b)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            re += a.Real[i] * b.Real[i] + a.Imaginary[i] * b.Imaginary[i];
            im += a.Imaginary[i] * b.Real[i] - a.Real[i] * b.Imaginary[i];
        }
        return Math.Sqrt(re * re + im * im) / a.Length;
    }
}
