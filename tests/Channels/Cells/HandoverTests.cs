using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics;
using Xunit.Abstractions;

namespace EditableDeepSC.Channels.Tests.Cells;

/// <summary>
/// A user who walks from one cell to another, 1,000 m away, and measures both every 20 m. The difference of the two SNRs
/// is a mean m(x), by path loss, and a Gaussian Markov process z of variance 2 sigma^2 whose correlation from one
/// measurement to the next is exp(-20 m / D). So (serving cell, measurements since the last handover, z) is a Markov chain
/// (Vijayan and Holtzman, "A model for analyzing handoff algorithms", IEEE Trans. Vehicular Technology 42(3), 1993), and
/// the numbers of handovers and ping-pongs are sums of its probabilities.
/// </summary>
public class HandoverTests(ITestOutputHelper output)
{
    private const double Length = 1000, Step = 20, Speed = 10, SigmaDb = 6, Decorrelation = 100;
    private const int Steps = (int)(Length / Step), Window = 5;
    private const double Tolerance = 0.02;

    private static readonly CellSiteOptions[] Sites = [new(), new() { XMetres = Length }];
    private static readonly RadioOptions Radio = new() { ShadowingDb = SigmaDb, DecorrelationMetres = Decorrelation };

    private static readonly MobilityOptions Walk = new()
    {
        Kind = MobilityKind.Line,
        FromXMetres = 0,
        FromYMetres = 0,
        ToXMetres = Length,
        ToYMetres = 0,
        SpeedMetresPerSecond = Speed,
    };

    /// <summary>n = 90,000 passes with 27,000 ping-pongs or more, whose standard error is below 0.7 %.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void LineBetweenTwoCells_AnyHysteresis_HasTheHandoversOfTheMarkovChain(double hysteresisDb)
    {
        const int Passes = 90_000;
        var options = new HandoverOptions { HysteresisDb = hysteresisDb, PingPongSeconds = (Window + 0.5) * Step / Speed };
        var cells = new ServingCells(new CellMap(Sites, Radio, Walk), options, Draws.Seed, default, Passes);
        var (handovers, pingPongs) = (0.0, 0.0);
        for (var user = 0; user < Passes; user++)
        {
            var start = SecondsUntilTheFirstCell(new UserId(user));
            for (var i = 0; i <= Steps; i++)
            {
                var change = cells.Choose(new UserId(user), start + i * Step / Speed).Change;
                if (change != CellChange.None) handovers++;
                if (change == CellChange.PingPong) pingPongs++;
            }
        }

        var (expected, expectedBack) = Expected(hysteresisDb);

        Check("handovers a pass", handovers / Passes, expected);
        Check("ping-pongs a pass", pingPongs / Passes, expectedBack);
    }

    [Fact]
    public void TimeToTrigger_StrongerForAMomentOnly_StaysWithItsCell()
    {
        // Without shadows the other cell is stronger from 500 m on.
        var map = new CellMap(Sites, Radio with { ShadowingDb = 0 }, Walk);
        var options = new HandoverOptions { HysteresisDb = 0, TimeToTriggerMs = 3000, InterruptionMs = 200 };
        var cells = new ServingCells(map, options, Draws.Seed, default, 1);
        var start = SecondsUntilTheFirstCell(default);
        CellChoice At(double seconds) => cells.Choose(default, start + seconds);

        At(0).Should().Be(new CellChoice(0, CellChange.None, 0));
        At(52.9).Should().Be(new CellChoice(0, CellChange.None, 0), "2.9 s ago it was not stronger");
        At(53.1).Should().BeEquivalentTo(new { Cell = 1, Change = CellChange.Handover });
        At(53.15).WaitSeconds.Should().BeApproximately(0.15, 1e-9);
        At(60).Should().Be(new CellChoice(1, CellChange.None, 0));
    }

    private static double SecondsUntilTheFirstCell(UserId user)
    {
        var mobility = new Mobility(Walk);
        double RouteAt(double seconds) => mobility.At(Draws.Seed, user, seconds).RouteMetres;
        var (here, next) = (RouteAt(0), RouteAt(1e-3));
        return (next > here ? 2 * Length - here : here) / Speed;
    }

    /// <summary>Handovers and ping-pongs of a pass, by numeric integration over bins of z.</summary>
    private static (double Handovers, double PingPongs) Expected(double hysteresisDb)
    {
        const int Bins = 321, Older = Window + 1;
        var deviation = SigmaDb * Math.Sqrt(2);
        var width = 10 * deviation / Bins;
        double Middle(int bin) => (bin - Bins / 2) * width;
        double Mass(int bin, double mean, double sigma) =>
            Below((Middle(bin) + width / 2 - mean) / sigma) - Below((Middle(bin) - width / 2 - mean) / sigma);
        var correlation = Math.Exp(-Step / Decorrelation);
        var transition = new double[Bins, Bins];
        for (var from = 0; from < Bins; from++)
            for (var to = 0; to < Bins; to++)
                transition[from, to] = Mass(to, correlation * Middle(from), deviation * Math.Sqrt(1 - correlation * correlation));

        // chance[serving][age][bin], age counted in measurements since the last handover
        var chance = Empty();
        for (var bin = 0; bin < Bins; bin++)
        {
            var toOther = Above(0, bin, 0);
            chance[0][Older][bin] = (1 - toOther) * Mass(bin, 0, deviation);
            chance[1][Older][bin] = toOther * Mass(bin, 0, deviation);
        }
        var (handovers, pingPongs) = (0.0, 0.0);
        for (var step = 1; step <= Steps; step++)
        {
            var next = Empty();
            for (var serving = 0; serving < 2; serving++)
                for (var age = 0; age <= Older; age++)
                {
                    var moved = Moved(chance[serving][age]);
                    for (var bin = 0; bin < Bins; bin++)
                    {
                        var leaves = serving == 0 ? Above(step, bin, hysteresisDb) : 1 - Above(step, bin, -hysteresisDb);
                        next[1 - serving][0][bin] += leaves * moved[bin];
                        next[serving][Math.Min(age + 1, Older)][bin] += (1 - leaves) * moved[bin];
                        handovers += leaves * moved[bin];
                        if (age + 1 <= Window) pingPongs += leaves * moved[bin];
                    }
                }
            chance = next;
        }
        return (handovers, pingPongs);

        double[][][] Empty() => [.. Enumerable.Range(0, 2).Select(_ =>
            Enumerable.Range(0, Older + 1).Select(_ => new double[Bins]).ToArray())];

        // The share of a bin in which the second cell is stronger by a limit.
        double Above(int step, int bin, double limitDb)
        {
            var mean = PathLossDb(step * Step) - PathLossDb(Length - step * Step);
            return Math.Clamp((mean + Middle(bin) + width / 2 - limitDb) / width, 0, 1);
        }

        double[] Moved(double[] before)
        {
            var after = new double[Bins];
            for (var from = 0; from < Bins; from++)
            {
                if (before[from] < 1e-15) continue;
                for (var to = 0; to < Bins; to++) after[to] += before[from] * transition[from, to];
            }
            return after;
        }
    }

    private static double PathLossDb(double metres) =>
        10 * Radio.Exponent * Math.Log10(Math.Max(1, metres / Radio.ReferenceMetres));

    private static double Below(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    private void Check(string what, double measured, double expected)
    {
        output.WriteLine($"{what}: {measured:G6} of {expected:G6}, {measured / expected - 1:P2}");
        measured.Should().BeApproximately(expected, Tolerance * expected, what);
    }
}
