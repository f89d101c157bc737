using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;
using Xunit.Abstractions;

namespace EditableDeepSC.Actors.Tests.Users;

/// <summary>n = 200,000 think times of mean 4 s, for tails five times as many; seed 7.</summary>
public class ThinkTimesTests(ITestOutputHelper output)
{
    private const int Count = 200_000;
    private const double Mean = 4;

    /// <summary>Quantiles by the closed forms; 1.2815516 is that of the Gaussian at 90 %.</summary>
    [Theory]
    [InlineData(ThinkKind.Exponential, 2.7725887, 9.2103404)] // mean ln 2, mean ln 10
    [InlineData(ThinkKind.Pareto, 3.3597895, 5.7451592)] // 8/3 2^(1/3), 8/3 10^(1/3)
    [InlineData(ThinkKind.LogNormal, 2.9045961, 8.0973402)]
    public void Draw_AnyKind_HasItsMeanAndQuantiles(ThinkKind kind, double median, double ninetyPercent)
    {
        var options = new ArrivalOptions { ThinkKind = kind, ThinkSeconds = Mean, ThinkShape = 3, ThinkSigma = 0.8 };

        var times = Times(options);

        Check("mean", times.Average(), Mean);
        Check("median", times[Count / 2], median);
        Check("90 %", times[Count * 9 / 10], ninetyPercent);
        times[0].Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Draw_Pareto_HasAPowerLawForATail()
    {
        var options = new ArrivalOptions { ThinkKind = ThinkKind.Pareto, ThinkSeconds = Mean, ThinkShape = 1.5 };
        var times = Times(options, 5 * Count);
        var shortest = Mean * 0.5 / 1.5;

        times[0].Should().BeApproximately(shortest, 0.001);
        foreach (var share in new[] { 0.1, 0.03, 0.01 }) // n = 100,000, 30,000, 10,000 beyond; 1/1.5 of its deviation
            Check($"beyond {share}", times[(int)(times.Length * (1 - share))], shortest * Math.Pow(share, -1 / 1.5));
    }

    /// <summary>n = 10,000 beyond 99 %, that is 2.3263479 deviations; the standard error of the quantile is 0.2 %.</summary>
    [Fact]
    public void Draw_LogNormal_HasAGaussianLogarithmForATail()
    {
        var times = Times(new ArrivalOptions { ThinkKind = ThinkKind.LogNormal, ThinkSeconds = Mean, ThinkSigma = 0.5 }, 5 * Count);

        Check("beyond 0.01", times[(int)(times.Length * 0.99)], Mean * Math.Exp(0.5 * 2.3263479 - 0.125));
    }

    [Fact]
    public void ClosedLoop_HeavyTail_WaitsSoLong()
    {
        var arrivals = new ArrivalOptions { ThinkKind = ThinkKind.Pareto, ThinkSeconds = 3, ThinkShape = 3 };
        var firsts = Enumerable.Range(0, 1000).Select(i => new UserBehaviour(
            new GroupArrivals(arrivals, new Seed(7), 0, 1e6), new DialogOptions(),
            new UserPlan(new Seed(7), new UserId(i), 1, 1000, i, 1000, 1e6, false)).NextSeconds).ToList();

        firsts.Min().Should().BeInRange(2, 2.01, "the shortest is mean (shape - 1) / shape");
        firsts.Average().Should().BeApproximately(3, 0.2, "n = 1,000: 3.6 standard deviations of 1.73 / sqrt(n)");
    }

    private static double[] Times(ArrivalOptions options, int count = Count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (user, transmission) = (new UserId(i % 100), new TransmissionId(i / 100));
            times[i] = ThinkTimes.Draw(options, new PhiloxKey(new Seed(7), StreamPurpose.Users, user, transmission));
        }
        Array.Sort(times);
        return times;
    }

    private void Check(string what, double measured, double expected)
    {
        output.WriteLine($"{what}: {measured:G6} of {expected:G6}, {measured / expected - 1:P2}");
        measured.Should().BeApproximately(expected, 0.02 * expected);
    }
}
