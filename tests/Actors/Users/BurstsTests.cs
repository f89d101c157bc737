using EditableDeepSC.Actors.Users;
using Xunit.Abstractions;

namespace EditableDeepSC.Actors.Tests.Users;

/// <summary>
/// The Markov-modulated Poisson process against its closed forms (Heffes and Lucantoni 1986), seed 7. With rates a, b
/// and mean lengths 1/r, 1/s of the states, the mean rate is m = (a s + b r) / (r + s), and the index of dispersion of
/// the counts of long windows is I = 1 + 2 (a - b)^2 r s / ((r + s)^3 m).
/// </summary>
public class BurstsTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.02;
    private const double QuietRate = 0.1, BurstRate = 2, QuietSeconds = 9, BurstSeconds = 1;
    private const double WindowSeconds = 90; // a hundred times 1 / (r + s)
    private const int Windows = 30_000;

    private static readonly ArrivalOptions Options = new()
    {
        Kind = ArrivalKind.Bursts,
        RatePerSecond = QuietRate,
        BurstRatePerSecond = BurstRate,
        QuietSeconds = QuietSeconds,
        BurstSeconds = BurstSeconds,
    };

    private static double MeanRate =>
        (QuietRate * QuietSeconds + BurstRate * BurstSeconds) / (QuietSeconds + BurstSeconds);

    private static double Dispersion
    {
        get
        {
            var (r, s) = (1 / QuietSeconds, 1 / BurstSeconds);
            var difference = QuietRate - BurstRate;
            return 1 + 2 * difference * difference * r * s / (Math.Pow(r + s, 3) * MeanRate);
        }
    }

    /// <summary>n = 30,000 windows: the standard deviation of the index is about 0.9 %.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Counts_WholeGroup_HaveRateAndDispersionOfTheProcess(int users)
    {
        var arrivals = GroupOfUsers.Arrivals(Options, users, Windows * WindowSeconds);

        var counts = GroupOfUsers.Counts(arrivals, WindowSeconds, Windows);

        Check("rate", arrivals.Length / (Windows * WindowSeconds), MeanRate);
        Check("dispersion", GroupOfUsers.Dispersion(counts), Dispersion);
    }

    /// <summary>
    /// Counts of short windows of length t have I = 1 + (I' - 1) (1 - (1 - exp(-u)) / u), u = (r + s) t, with the index I' of
    /// long ones. n = 2,700,000 s in windows of 0.5, 1 and 5 s.
    /// </summary>
    [Fact]
    public void Counts_ShortWindows_HaveTheDispersionOfTheirLength()
    {
        const double Duration = Windows * WindowSeconds;
        var arrivals = GroupOfUsers.Arrivals(Options, 5, Duration);

        foreach (var seconds in new[] { 0.5, 1, 5 })
        {
            var counts = GroupOfUsers.Counts(arrivals, seconds, (int)(Duration / seconds));

            var u = (1 / QuietSeconds + 1 / BurstSeconds) * seconds;
            Check($"dispersion in {seconds} s", GroupOfUsers.Dispersion(counts),
                1 + (Dispersion - 1) * (1 - (1 - Math.Exp(-u)) / u));
        }
    }

    /// <summary>Independent thinning to a share p leaves an index of 1 + p (I - 1), a shared state.</summary>
    [Fact]
    public void Counts_OneUserOfFour_HaveTheDispersionOfAThinning()
    {
        var user = GroupOfUsers.Each(Options, 4, Windows * WindowSeconds).First().ToArray();

        var counts = GroupOfUsers.Counts(user, WindowSeconds, Windows);

        Check("dispersion", GroupOfUsers.Dispersion(counts), 1 + (Dispersion - 1) / 4);
    }

    /// <summary>
    /// With nothing between bursts, a pause of more than half a second separates them: within a burst it has a chance
    /// of exp(-15). From the first to the last arrival of a burst it takes b x / (x + 1) on the average, where b is its
    /// mean length and x arrivals come in b. n = 20,000 bursts: the standard deviation of a mean is 0.7 %.
    /// </summary>
    [Fact]
    public void Bursts_NothingBetweenThem_HaveTheirMeanLengthAndDistance()
    {
        var options = Options with { RatePerSecond = 0, BurstRatePerSecond = 30, QuietSeconds = 100 };
        const int Bursts = 20_000;
        const double Duration = Bursts * (100 + BurstSeconds);
        var arrivals = GroupOfUsers.Arrivals(options, 10, Duration);

        var lengths = new List<double>();
        var first = 0;
        for (var i = 1; i <= arrivals.Length; i++)
        {
            if (i < arrivals.Length && arrivals[i] - arrivals[i - 1] < 0.5) continue;
            lengths.Add(arrivals[i - 1] - arrivals[first]);
            first = i;
        }

        const double Seen = 30.0 / 31; // of bursts, those with an arrival; of their length, what is between arrivals
        output.WriteLine($"n = {lengths.Count}");
        Check("length", lengths.Average(), BurstSeconds * Seen);
        Check("bursts", lengths.Count, Bursts * Seen);
        Check("rate", arrivals.Length / Duration, 30 * BurstSeconds / (100 + BurstSeconds));
    }

    [Fact]
    public void States_TwoGroupsOrSeeds_AreTheirOwn()
    {
        var options = Options with { RatePerSecond = 0, BurstRatePerSecond = 100 };
        int[] Bins(int group) => GroupOfUsers.Counts(
            [.. GroupOfUsers.Each(options, 3, 10_000, group).SelectMany(user => user)], 1, 10_000);

        var (one, other) = (Bins(0), Bins(1));

        var both = one.Zip(other).Count(pair => pair.First > 0 && pair.Second > 0);
        var (share, otherShare) = (one.Count(count => count > 0) / 1e4, other.Count(count => count > 0) / 1e4);
        (both / 1e4).Should().BeApproximately(share * otherShare, 0.015, "n = 10,000 s, some 1,000 bursts each");
        share.Should().BeInRange(0.15, 0.25, "a burst of 1 s on the average is in two windows of 1 s");
    }

    private void Check(string what, double measured, double expected)
    {
        output.WriteLine($"{what}: {measured:G6} of {expected:G6}, {measured / expected - 1:P2}");
        measured.Should().BeApproximately(expected, Tolerance * expected);
    }
}
