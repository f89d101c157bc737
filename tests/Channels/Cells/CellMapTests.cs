using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using Xunit.Abstractions;

namespace EditableDeepSC.Channels.Tests.Cells;

/// <summary>The seed of <see cref="Draws"/> throughout.</summary>
public class CellMapTests(ITestOutputHelper output)
{
    private const double Decorrelation = 50;

    /// <summary>
    /// n = 400,000 (100,000 users, four cells): variance 1 and correlation exp(-lag / D) within 2 % (4 standard errors
    /// of the correlation, 9 of the variance), also where the lag crosses the end of a segment, 16 D = 800 m; and
    /// Gaussian by Kolmogorov and Smirnov.
    /// </summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(13.3, 50)]
    [InlineData(790, 20)]
    [InlineData(799.9, 30)]
    [InlineData(1234.5, 0.4)]
    public void Shadows_TwoPlacesOfARoute_AreGudmundsons(double metres, double lag)
    {
        const int Users = 100_000;
        var shadowing = new RouteShadowing(Decorrelation);
        var (here, there) = (new double[RouteShadowing.Cells], new double[RouteShadowing.Cells]);
        var (samples, square, product, sum) = (new float[Users * RouteShadowing.Cells], 0.0, 0.0, 0.0);

        for (var user = 0; user < Users; user++)
        {
            var key = new PhiloxKey(Draws.Seed, StreamPurpose.CellShadowing, new UserId(user), default);
            shadowing.Fill(key, metres, here);
            shadowing.Fill(key, metres + lag, there);
            for (var cell = 0; cell < here.Length; cell++)
            {
                samples[user * here.Length + cell] = (float)here[cell];
                square += here[cell] * here[cell];
                product += here[cell] * there[cell];
                sum += here[cell] * here[(cell + 1) % here.Length];
            }
        }

        var n = samples.Length;
        Check("variance", square / n, 1, 0.02);
        Check("correlation", product / n, Math.Exp(-lag / Decorrelation), 0.02 * Math.Exp(-lag / Decorrelation));
        Check("correlation of two cells", sum / n, 0, 0.008);
        KolmogorovSmirnov.Statistic(samples, MathNet.Numerics.Distributions.Normal.WithMeanVariance(0, 1).CumulativeDistribution)
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(n));
    }

    [Fact]
    public void Snr_WithoutShadowing_IsThePathLossOfTheDistance()
    {
        CellSiteOptions[] sites = [new() { XMetres = 300, YMetres = -400 }, new() { SnrAtReferenceDb = 26 }, new(), new(), new()];
        var mobility = new MobilityOptions { FromXMetres = 0, FromYMetres = 0, ToXMetres = 0, ToYMetres = 0 };
        var map = new CellMap(sites, new RadioOptions { ShadowingDb = 0 }, mobility);
        var snrsDb = new double[5];

        map.SnrsDb(Draws.Seed, default, 7, snrsDb);

        snrsDb[0].Should().BeApproximately(20 - 37.6 * Math.Log10(5), 1e-9, "it is 500 m away");
        snrsDb[1..].Should().Equal(26, 20, 20, 20); // nearer than the reference of 100 m
    }

    [Fact]
    public void Snr_OfOneCell_IsThatOfAll()
    {
        CellSiteOptions[] sites = [.. Enumerable.Range(0, 7).Select(i => new CellSiteOptions { XMetres = 200 * i })];
        var map = new CellMap(sites, new RadioOptions(), new MobilityOptions { Kind = MobilityKind.RandomWaypoint });
        var snrsDb = new double[7];

        for (var user = 0; user < 20; user++)
        {
            map.SnrsDb(Draws.Seed, new UserId(user), 11 * user, snrsDb);
            for (var cell = 0; cell < 7; cell++)
                map.Cells[cell].SnrDbAt(Draws.Seed, new UserId(user), 11 * user).Should().Be(snrsDb[cell]);
            snrsDb.Distinct().Should().HaveCount(7);
        }
    }

    [Fact]
    public void Line_AnyTime_IsWalkedToAndFroAtItsSpeed()
    {
        var mobility = new Mobility(new MobilityOptions
        {
            Kind = MobilityKind.Line,
            FromXMetres = 0,
            FromYMetres = 0,
            ToXMetres = 300,
            ToYMetres = 400,
            SpeedMetresPerSecond = 5,
        });
        for (var user = 0; user < 50; user++)
        {
            var (at, later, again) = (At(mobility, user, 30), At(mobility, user, 30.5), At(mobility, user, 230));
            again.RouteMetres.Should().BeApproximately(at.RouteMetres, 1e-9, "1000 m are once to and fro");
            at.XMetres.Should().BeApproximately(0.6 * at.RouteMetres, 1e-9);
            at.YMetres.Should().BeApproximately(0.8 * at.RouteMetres, 1e-9);
            at.RouteMetres.Should().BeInRange(0, 500);
            Math.Abs(later.RouteMetres - at.RouteMetres).Should().BeLessThanOrEqualTo(2.5 + 1e-9);
        }
    }

    /// <summary>n = 200,000 users: mean and variance of a uniform place, 0 and 1/12, within 4 standard errors.</summary>
    [Fact]
    public void Fixed_ManyUsers_AreSpreadEvenly()
    {
        var mobility = new Mobility(new MobilityOptions());
        UserPlace[] places = [.. Enumerable.Range(0, 200_000).Select(user => At(mobility, user, user))];

        Check("mean", places.Average(place => place.XMetres) / 1000, 0, 0.0026);
        Check("variance", places.Average(place => place.YMetres * place.YMetres) / 1e6, 1.0 / 12, 0.0007);
        At(mobility, 5, 1e6).Should().Be(At(mobility, 5, 0));
    }

    /// <summary>
    /// On a line of length 1 random waypoints have the density 6 x (1 - x), variance 1/20 (Bettstetter, Resta and Santi,
    /// IEEE Trans. Mobile Computing 2(3), 2003): n = 100,000 users, within 2 %.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public void RandomWaypoint_AnyTime_IsStationaryAndOfConstantSpeed(double seconds)
    {
        var mobility = new Mobility(new MobilityOptions
        {
            Kind = MobilityKind.RandomWaypoint,
            FromYMetres = 0,
            ToYMetres = 0,
            SpeedMetresPerSecond = 10,
        });
        var square = 0.0;
        const int Users = 100_000;
        for (var user = 0; user < Users; user++)
        {
            var (at, next) = (At(mobility, user, seconds), At(mobility, user, seconds + 0.1));
            square += at.XMetres * at.XMetres / 1e6;
            var way = Math.Abs(next.XMetres - at.XMetres);
            way.Should().BeLessThanOrEqualTo(1.001);
        }

        Check("variance", square / Users, 0.05, 0.001);
    }

    [Fact]
    public void Mobility_OfNoLength_IsAMistake()
    {
        var options = new MobilityOptions { Kind = MobilityKind.Line, ToXMetres = -500, ToYMetres = -500 };
        FluentActions.Invoking(() => new Mobility(options)).Should().Throw<ChannelOptionException>()
            .WithMessage("both ends are at the same place; give two places, or \"kind\": \"fixed\"");
    }

    private static UserPlace At(Mobility mobility, int user, double seconds) =>
        mobility.At(Draws.Seed, new UserId(user), seconds);

    private void Check(string what, double measured, double expected, double tolerance)
    {
        output.WriteLine($"{what}: {measured:G6} of {expected:G6}");
        measured.Should().BeApproximately(expected, tolerance, what);
    }
}
