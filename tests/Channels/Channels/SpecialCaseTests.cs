using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics;

namespace EditableDeepSC.Channels.Tests.Channels;

/// <summary>The ends of each channel's parameters, where it becomes another one, against closed forms.</summary>
public class SpecialCaseTests
{
    private const double EbN0Db = 8;

    /// <summary>BPSK at 8 dB, n = 20,000 frames of 64 bits; 4.5 standard errors, and 5 % for few waves.</summary>
    [Theory]
    [InlineData("frequency-selective", """{"powersDb": [0]}""", 1)]
    [InlineData("frequency-selective", """{"powersDb": [-200]}""", 1)]
    [InlineData("frequency-selective", """{"powersDb": [0, -200]}""", 1)]
    [InlineData("frequency-selective", """{"powersDb": [-200, 0]}""", 1)]
    [InlineData("chain", """{"channels": [{"type": "frequency-selective", "powersDb": [3]}]}""", 1)]
    [InlineData("chain", """{"channels": ["rayleigh"]}""", 1)]
    [InlineData("chain", """{"channels": [{"type": "phase-noise", "linewidthHz": 0}, {"type": "frequency-selective", "powersDb": [3]}]}""", 1)]
    [InlineData("rayleigh", """{"blockSymbols": 0}""", 1)]
    [InlineData("rayleigh", """{"blockSymbols": 1000000}""", 1)]
    [InlineData("rician", """{"kFactorDb": -40}""", 1)]
    [InlineData("rician", """{"kFactorDb": 60}""", 1e9)]
    [InlineData("nakagami", """{"m": 0.5}""", 0.5)]
    [InlineData("nakagami", """{"m": 1}""", 1)]
    [InlineData("nakagami", """{"m": 1000}""", 1e9)]
    [InlineData("jakes", """{"dopplerHz": 0}""", 1)]
    [InlineData("jakes", """{"dopplerHz": 0, "paths": 16}""", 1)]
    [InlineData("jakes", """{"dopplerHz": 0.001}""", 1)]
    [InlineData("jakes", """{"dopplerHz": 100000}""", 1)]
    [InlineData("gilbert-elliott", """{"badFraction": 0}""", 1e9)]
    [InlineData("gilbert-elliott", """{"badPenaltyDb": 0}""", 1e9)]
    [InlineData("gilbert-elliott", """{"badFraction": 0.5, "meanBurstSymbols": 1, "badPenaltyDb": 0}""", 1e9)]
    [InlineData("erasure", """{"probability": 0}""", 1e9)]
    [InlineData("phase-noise", """{"linewidthHz": 0}""", 1e9)]
    [InlineData("clipping", """{"clipRatioDb": 40}""", 1e9)]
    [InlineData("clipping", """{"clipRatioDb": -20}""", 1e9)]
    [InlineData("interference", """{"users": 0}""", 1e9)]
    [InlineData("interference", """{"activity": 0}""", 1e9)]
    [InlineData("interference", """{"users": 1000, "powerDb": -100}""", 1e9)]
    public void Bit_error_rate_is_the_closed_form(string channel, string parameters, double nakagamiM)
    {
        var setup = new LinkSetup(Modules.Channel(channel, parameters), () => new UncodedModem(Constellation.Bpsk), 64,
            EbN0Db, new Seed(5), new UserId(3));

        var (counts, _) = new ErrorRateEngine(1, TimeProvider.System).Run(
            () => new LinkTrial(setup), new StopRules { Frames = 20_000 });

        var (low, high) = (counts.BitErrorRate(z: 4.5).Low, counts.BitErrorRate(z: 4.5).High);
        var few = channel == "jakes" ? 1.05 : 1;
        Bpsk(Decibels.ToRatio(EbN0Db), nakagamiM).Should().BeInRange(low / few, high * few);
    }

    /// <summary>
    /// One user at 4,000 moments 1 s apart and 10 Hz, with the fewest waves allowed: whoever it is, the mean BPSK error
    /// rate at 10 dB is that of Rayleigh fading within 30 % (eight waves: -33 to +42 %).
    /// </summary>
    [Fact]
    public void Jakes_with_the_fewest_paths_fades_alike_for_every_user()
    {
        var channel = Modules.Channel("jakes", """{"dopplerHz": 10, "paths": 16}""");
        for (var user = 0; user < 20; user++)
        {
            var mean = Draws.Envelope(channel, Draws.Use(4000, user: user) with { SymbolRateBaud = 1 })
                .Average(r => SpecialFunctions.Erfc(Math.Sqrt(10) * r) / 2);
            mean.Should().BeInRange(0.7 * Bpsk(10, 1), 1.3 * Bpsk(10, 1), $"of user {user}");
        }
    }

    [Fact]
    public void Jakes_with_fewer_paths_is_refused() =>
        FluentActions.Invoking(() => Modules.Channel("jakes", """{"paths": 8}"""))
            .Should().Throw<ChannelOptionException>().WithMessage("*16 to 256*");

    /// <summary>Simon and Alouini's form for Nakagami-m fading; m = 1 is Rayleigh, a huge one none.</summary>
    private static double Bpsk(double snr, double m)
    {
        const int Steps = 2000;
        return Enumerable.Range(0, Steps).Average(i =>
        {
            var sine = Math.Sin(Math.PI / 2 * (i + 0.5) / Steps);
            return Math.Exp(-m * Math.Log(1 + snr / (m * sine * sine)));
        }) / 2;
    }
}
