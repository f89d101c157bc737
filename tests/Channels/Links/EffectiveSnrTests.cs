using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Links;

public class EffectiveSnrTests
{
    private const int Symbols = 256;

    [Theory]
    [InlineData(-6, 1)]
    [InlineData(7, 0.4)]
    [InlineData(18, 3)]
    public void DbOf_WhiteNoiseAlone_IsItsSnrWhateverTheScale(double snrDb, double scale) =>
        Abstract("awgn", "{}", snrDb, scale).Db.Should().BeApproximately(snrDb, 1e-3);

    [Fact]
    public void DbOf_OneGainForAll_IsTheSnrThatArrives()
    {
        var (db, report) = Abstract("rayleigh", """{"blockSymbols": 0}""", 10, scale: 0.7);

        db.Should().BeApproximately(report.MeasuredSnrDb, 1e-3);
        db.Should().NotBeApproximately(10, 0.1);
    }

    [Theory]
    [InlineData("rayleigh", "{}", 1e-4)]
    [InlineData("rician", """{"blockSymbols": 16}""", 1e-4)]
    [InlineData("erasure", """{"probability": 0.2}""", 1e-4)]
    [InlineData("gilbert-elliott", """{"receiverKnowsState": true}""", 1e-4)]
    [InlineData("interference", """{"users": 5}""", 1e-4)]
    [InlineData("frequency-selective", "{}", 0.02)] // an equaliser of a block has edges
    public void DbOf_ScaleOne_HasTheErrorOfTheMmseReceiver(string channel, string parameters, double tolerance)
    {
        var (use, variance) = (Draws.Use(Symbols, snrDb: 6), new float[Symbols]);
        var link = new Link(Modules.Channel(channel, parameters), new ReceiverOptions());
        link.Send(use, Draws.Qpsk(use), Draws.Empty(Symbols), variance);
        // What is lost comes out as 0, which misses a symbol of power 1 by 1.
        var error = variance.Average(one => Math.Min(1, one));

        var (db, _) = link.Abstract(use, new EffectiveSnr(1));

        (1 / (1 + Decibels.ToRatio(db))).Should().BeApproximately(error, tolerance);
    }

    [Theory]
    [InlineData("clipping")]
    [InlineData("phase-noise")]
    public void DbOf_MoreThanGains_Throws(string channel) =>
        FluentActions.Invoking(() => Abstract(channel, "{}", 6)).Should().Throw<NotSupportedException>();

    [Fact]
    public void Abstract_Transmissions_MeetTheGainsThatTheyWouldHaveMetAndAllocateNothing()
    {
        var link = new Link(Modules.Channel("rayleigh"), new ReceiverOptions());
        var symbols = Draws.Qpsk(Draws.Use(Symbols));
        var estimate = Draws.Empty(Symbols);
        var variance = new float[Symbols];
        var (expected, met) = (new double[50], new double[50]);
        for (var i = 0; i < met.Length; i++)
        {
            link.Send(Draws.Use(Symbols, transmission: i), symbols, estimate, variance);
            met[i] = link.Realisation.ExpectedSnr().SnrDb;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < expected.Length; i++)
            expected[i] = link.Abstract(Draws.Use(Symbols, transmission: i), new(1)).Report.MeasuredSnrDb;

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        expected.Should().Equal(met).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Abstract_Report_IsWhatSymbolsMeasureOnTheAverage()
    {
        const int Many = 100_000;
        var (link, use) = (new Link(Modules.Channel("rayleigh", """{"blockSymbols": 100}"""), new ReceiverOptions()),
            Draws.Use(Many));

        var measured = link.Send(use, Draws.Qpsk(use), Draws.Empty(Many), new float[Many]).MeasuredSnrDb;

        // The power of so many noise samples varies by 0.3 %, 0.014 dB.
        link.Abstract(use, new(1)).Report.MeasuredSnrDb.Should().BeApproximately(measured, 0.06);
    }

    private static (double Db, LinkReport Report) Abstract(
        string channel, string parameters, double snrDb, double scale = 1) =>
        new Link(Modules.Channel(channel, parameters), new ReceiverOptions())
            .Abstract(Draws.Use(Symbols, snrDb), new EffectiveSnr(scale));
}
