using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.Tests.SnrProcesses;

public class SnrProcessTests
{
    private const string TwoPoints =
        """{"points": [{"atSeconds": 1, "snrDb": 10}, {"atSeconds": 5, "snrDb": 2}]}""";

    [Theory]
    [InlineData(-5, 10)]
    [InlineData(4.999, 10)]
    [InlineData(5, 2)]
    [InlineData(1e6, 2)]
    public void Steps_hold_each_value_until_the_next(double seconds, double snrDb) =>
        At(Modules.Snr("steps", TwoPoints), seconds).Should().Be(snrDb);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 8)]
    [InlineData(4.5, 3)]
    [InlineData(9, 2)]
    public void Ramps_are_straight_in_dB(double seconds, double snrDb) =>
        At(Modules.Snr("ramps", TwoPoints), seconds).Should().BeApproximately(snrDb, 1e-12);

    [Fact]
    public void Constant_is_constant() => At(Modules.Snr("constant", """{"snrDb": -6}"""), 77).Should().Be(-6);

    [Theory]
    [InlineData("random-walk")]
    [InlineData("path-loss")]
    public void Any_time_in_any_order_gives_the_same_value(string name)
    {
        var times = Enumerable.Range(0, 200).Select(i => i * 13.7).ToArray();
        var expected = times.ToDictionary(time => time, time => At(Modules.Snr(name), time));
        var process = Modules.Snr(name);

        Parallel.ForEach(times.Reverse(), time => At(process, time).Should().Be(expected[time]));
        At(process, 50, user: 1).Should().NotBe(At(process, 50, user: 2));
    }

    [Fact]
    public void Random_walk_stays_within_its_bounds_and_starts_where_told()
    {
        var walk = Modules.Snr("random-walk", """{"startDb": 3, "minDb": 0, "maxDb": 5, "stepDb": 2}""");
        var values = Enumerable.Range(0, 20_000).Select(i => At(walk, i * 0.5)).ToArray();

        values[0].Should().Be(3);
        values.Should().OnlyContain(value => value >= 0 && value <= 5);
        values.Min().Should().BeLessThan(0.05);
        values.Max().Should().BeGreaterThan(4.95);
        values.Average().Should().BeApproximately(2.5, 0.25); // a reflected walk is uniform in the long run
    }

    /// <summary>
    /// n = 40,000 steps of a walk whose bounds are far: Gaussian by Kolmogorov-Smirnov, neighbours uncorrelated.
    /// </summary>
    [Fact]
    public void Random_walk_has_independent_Gaussian_steps()
    {
        const int Count = 40_000;
        const string Far = """{"startDb": 50, "minDb": -100, "maxDb": 200, "stepDb": 0.05}""";
        var walk = Modules.Snr("random-walk", Far);
        var steps = Enumerable.Range(0, Count).Select(i => (float)((At(walk, i + 1) - At(walk, i)) / 0.05)).ToArray();

        KolmogorovSmirnov.Statistic(steps, x => Normal.CDF(0, 1, x))
            .Should().BeLessThan(KolmogorovSmirnov.CriticalValue(Count));
        steps.Zip(steps.Skip(1), (a, b) => (double)a * b).Average().Should().BeApproximately(0, 4.5 / Math.Sqrt(Count));
    }

    [Fact]
    public void Random_walk_is_straight_between_steps()
    {
        var walk = Modules.Snr("random-walk");

        At(walk, 10.25).Should().BeApproximately(0.75 * At(walk, 10) + 0.25 * At(walk, 11), 1e-9);
    }

    [Fact]
    public void Path_loss_follows_the_distance()
    {
        var process = new PathLossSnr(new PathLossSnrOptions
        {
            ShadowingDb = 0,
            SpeedMetresPerSecond = 10,
            NearMetres = 100,
            FarMetres = 1000,
        });
        var user = new UserId(4);
        foreach (var seconds in (double[])[0, 33, 66, 120, 333])
        {
            var distance = process.DistanceMetres(Draws.Seed, user, seconds);
            distance.Should().BeInRange(100, 1000);
            process.SnrDbAt(Draws.Seed, user, seconds)
                .Should().BeApproximately(20 - 35 * Math.Log10(distance / 100), 1e-9);
            var moved = Math.Abs(process.DistanceMetres(Draws.Seed, user, seconds + 0.5) - distance);
            moved.Should().BeLessThanOrEqualTo(5 + 1e-9);
        }
        process.DistanceMetres(Draws.Seed, user, 180)
            .Should().BeApproximately(process.DistanceMetres(Draws.Seed, user, 0), 1e-6, "180 s is once to and fro");
    }

    /// <summary>
    /// n = 20,000 users at two places 50 m apart, one decorrelation distance: standard deviation within 3 %,
    /// correlation 1/e within 0.03 (5 standard errors).
    /// </summary>
    [Fact]
    public void Shadowing_has_the_deviation_and_correlation_asked_for()
    {
        var bridge = GaussianBridge.Correlated(32);
        const int Users = 20_000;
        var (square, product) = (0.0, 0.0);
        for (var user = 0; user < Users; user++)
        {
            var key = new PhiloxKey(Draws.Seed, StreamPurpose.Shadowing, new UserId(user), new TransmissionId(0));
            var (here, there) = (bridge.Value(key, 1000), bridge.Value(key, 1032));
            square += here * here;
            product += here * there;
        }

        Math.Sqrt(square / Users).Should().BeApproximately(1, 0.03);
        (product / Users).Should().BeApproximately(Math.Exp(-1), 0.03);
    }

    private static double At(ISnrProcess process, double seconds, int user = 0) =>
        process.SnrDbAt(Draws.Seed, new UserId(user), seconds);
}
