using EditableDeepSC.Actors.Users;
using Xunit.Abstractions;

namespace EditableDeepSC.Actors.Tests.Users;

/// <summary>Seed 7 throughout; with n arrivals a rate has a standard deviation of 1 / sqrt(n).</summary>
public class ArrivalShapeTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.02;

    private static readonly HourlyRate[] City =
    [
        new() { AtHours = 4, RatePerSecond = 3 }, new() { AtHours = 9, RatePerSecond = 4 },
        new() { AtHours = 12, RatePerSecond = 3 }, new() { AtHours = 20, RatePerSecond = 6 },
    ];

    /// <summary>Each kind with the number of conversations that its closed form gives for 1,000 s.</summary>
    public static TheoryData<ArrivalKind, double> Kinds => new()
    {
        { ArrivalKind.Poisson, 40_000 },
        { ArrivalKind.Constant, 40_000 },
        { ArrivalKind.Ramp, 50_000 }, // from 40 to 60
        { ArrivalKind.Bursts, 65_000 }, // 40 for 0.15 s, 140 for 0.05 s
        { ArrivalKind.Daily, 70_000 }, // from 20 to 120 and back, five times
        { ArrivalKind.FlashCrowd, 40_000 + 4_000 + 40_000 * 0.993262 }, // 1 - exp(-5) of the crowd is there by the end
    };

    private static ArrivalOptions Options(ArrivalKind kind) => new()
    {
        Kind = kind,
        RatePerSecond = 40,
        ToRatePerSecond = 60,
        BurstRatePerSecond = 140,
        BurstSeconds = 0.05,
        QuietSeconds = 0.15,
        Points = [new() { AtHours = 0, RatePerSecond = 20 }, new() { AtHours = 1.0 / 36, RatePerSecond = 120 }],
        PeriodHours = 1.0 / 18, // 200 s
        CrowdRatePerSecond = 400,
        CrowdAtSeconds = 480,
        CrowdRiseSeconds = 20,
        CrowdDecaySeconds = 100,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Arrivals_AnyNumberOfUsers_HaveTheRateOfTheGroup(ArrivalKind kind, double expected)
    {
        foreach (var users in new[] { 1, 7, 1000 })
        {
            var count = GroupOfUsers.Arrivals(Options(kind), users, 1000).Length;
            output.WriteLine($"{kind}, {users} users: {count} of {expected}");
            count.Should().BeCloseTo((int)expected, (uint)(Tolerance * expected));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Arrivals_OneUserOfMany_HasItsShareAndIsTheSameAgain(ArrivalKind kind, double expected)
    {
        double[][] Users() => [.. GroupOfUsers.Each(Options(kind), 4, 1000).Select(user => user.ToArray())];

        var users = Users();

        foreach (var (user, again) in users.Zip(Users()))
        {
            user.AsSpan().SequenceEqual(again).Should().BeTrue();
            user.Zip(user.Skip(1)).Any(pair => pair.First > pair.Second).Should().BeFalse("a user's times go up");
            // n = 10,000: 4 standard deviations of a Poisson number.
            ((double)user.Length).Should().BeApproximately(expected / 4, 0.04 * expected / 4);
        }
    }

    /// <summary>n = 23,000 or more of an hour.</summary>
    [Fact]
    public void Daily_TwoDays_HasTheRateOfEachHour()
    {
        var options = new ArrivalOptions { Kind = ArrivalKind.Daily, Points = City, StartHours = 7 };
        const int Days = 2;

        var arrivals = GroupOfUsers.Each(options, 50, Days * 86400).SelectMany(user => user);

        var counts = new int[24];
        foreach (var at in arrivals) counts[(7 + (int)(at / 3600)) % 24]++;
        for (var hour = 0; hour < 24; hour++)
        {
            var expected = Days * 3600 * RateAt(hour + 0.5); // the lines bend only at full hours
            output.WriteLine($"{hour}: {counts[hour]} of {expected:0}, {counts[hour] / expected - 1:P2}");
            ((double)counts[hour]).Should().BeApproximately(expected, Tolerance * expected);
        }
    }

    /// <summary>n = 23,000 or more in each of ten windows of a rate that rises from 200 to 800.</summary>
    [Fact]
    public void Ramp_Window_HasTheIntegralOfTheRate()
    {
        var options = new ArrivalOptions { Kind = ArrivalKind.Ramp, RatePerSecond = 200, ToRatePerSecond = 800 };

        var counts = GroupOfUsers.Counts(GroupOfUsers.Arrivals(options, 50, 1000), 100, 10);

        for (var window = 0; window < 10; window++)
        {
            var expected = 100 * (230.0 + 60 * window);
            output.WriteLine($"{window}: {counts[window]} of {expected}, {counts[window] / expected - 1:P2}");
            ((double)counts[window]).Should().BeApproximately(expected, Tolerance * expected);
        }
    }

    /// <summary>n = 40,000 windows: the standard deviation of an index of dispersion of 1 is sqrt(2 / n) = 0.7 %.</summary>
    [Theory]
    [InlineData(ArrivalKind.Poisson, 1)]
    [InlineData(ArrivalKind.Constant, 0)]
    public void Counts_SteadyRate_HaveTheDispersionOfTheirKind(ArrivalKind kind, double expected)
    {
        var arrivals = GroupOfUsers.Arrivals(new ArrivalOptions { Kind = kind, RatePerSecond = 5 }, 20, 40_000);

        var dispersion = GroupOfUsers.Dispersion(GroupOfUsers.Counts(arrivals, 1, 40_000));

        output.WriteLine($"{kind}: {dispersion:G6} of {expected}");
        dispersion.Should().BeApproximately(expected, Tolerance);
    }

    [Fact]
    public void FlashCrowd_Window_HasTheIntegralOfTheRate()
    {
        var options = new ArrivalOptions
        {
            Kind = ArrivalKind.FlashCrowd,
            RatePerSecond = 200,
            CrowdRatePerSecond = 3000,
            CrowdAtSeconds = 200,
            CrowdRiseSeconds = 20,
            CrowdDecaySeconds = 50,
        };

        var arrivals = GroupOfUsers.Arrivals(options, 50, 600);

        void Expect(double from, double to, double expected)
        {
            double count = arrivals.Count(at => at >= from && at < to);
            output.WriteLine($"{from} to {to} s: {count} of {expected:0}, {count / expected - 1:P2}");
            count.Should().BeApproximately(expected, Tolerance * expected);
        }

        double Crowd(double afterPeak) => 3000 * 50 * (1 - Math.Exp(-afterPeak / 50));
        Expect(0, 200, 200 * 200);
        Expect(200, 220, 20 * (200 + 1500));
        Expect(220, 270, 50 * 200 + Crowd(50));
        Expect(270, 600, 330 * 200 + Crowd(380) - Crowd(50));
        Expect(200, 600, 400 * 200 + 20 * 1500 + Crowd(380));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(1e-6, 2)]
    [InlineData(1e6, 2)]
    public void FlashCrowd_AnyRates_TimeOfInvertsTheIntegral(double steady, double rise)
    {
        const double Peak = 500, At = 4, Decay = 7;
        var shape = new FlashCrowd(new ArrivalOptions
        {
            RatePerSecond = steady,
            CrowdRatePerSecond = Peak,
            CrowdAtSeconds = At,
            CrowdRiseSeconds = rise,
            CrowdDecaySeconds = Decay,
        });
        for (var seconds = 0.5; seconds < 150; seconds += 0.5)
        {
            var risen = Math.Clamp(seconds - At, 0, rise);
            var fallen = Math.Max(0, seconds - At - rise);
            var count = steady * seconds + (rise > 0 ? Peak * risen * risen / rise / 2 : 0)
                + Peak * Decay * -double.ExpM1(-fallen / Decay);
            if (steady == 0 && (seconds <= At || fallen > 100)) continue; // nobody comes, or nobody more
            shape.TimeOf(count).Should().BeApproximately(seconds, 1e-6);
        }
        if (steady == 0) shape.TimeOf(Peak * (rise / 2 + Decay)).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Daily_HoursWithoutArrivals_AreEmptyAndTimesGoUp()
    {
        HourlyRate[] points =
        [
            new() { AtHours = 1, RatePerSecond = 0 }, new() { AtHours = 5, RatePerSecond = 0 },
            new() { AtHours = 6, RatePerSecond = 2 },
        ];
        var shape = new DailyCurve(new ArrivalOptions { Points = points, StartHours = 3 });
        var total = 3600 * (1 + 19); // up in an hour, down in nineteen

        var times = Enumerable.Range(0, 5 * total + 1).Select(count => shape.TimeOf(count)).ToList();

        times.Should().BeInAscendingOrder();
        times.Should().OnlyContain(at => (at / 3600 + 3) % 24 >= 5 - 1e-9 || (at / 3600 + 3) % 24 <= 1 + 1e-6);
        times[total / 20].Should().BeApproximately(3 * 3600, 1e-6, "the rise is a twentieth of the day's arrivals");
    }

    private static double RateAt(double hour)
    {
        if (hour < 4) return RateBetween(hour + 24, 20, 6, 28, 3);
        if (hour < 9) return RateBetween(hour, 4, 3, 9, 4);
        if (hour < 12) return RateBetween(hour, 9, 4, 12, 3);
        return hour < 20 ? RateBetween(hour, 12, 3, 20, 6) : RateBetween(hour, 20, 6, 28, 3);
    }

    private static double RateBetween(double hour, double from, double fromRate, double to, double toRate) =>
        fromRate + (toRate - fromRate) * (hour - from) / (to - from);
}
