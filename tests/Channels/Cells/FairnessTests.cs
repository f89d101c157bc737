using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Tests.Cells;

/// <summary>Users who always have something to send, 100 symbols at 1,000 baud.</summary>
public class FairnessTests
{
    [Fact]
    public void Round_robin_shares_the_air_evenly_among_equal_transmissions()
    {
        var shares = new int[7];
        Saturate(SchedulerKind.RoundRobin, 1000, (_, _) => 10, users: 7, served: (user, _) => shares[user]++);

        (shares.Max() - shares.Min()).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Proportional_fair_shares_the_air_evenly_when_rates_are_steady_however_unequal()
    {
        var shares = new double[8];
        Saturate(SchedulerKind.ProportionalFair, 4000, (user, _) => 3 * user, users: 8, fairnessSeconds: 20,
            (user, _) => shares[user] += 1 / 4000.0);

        shares.Should().OnlyContain(share => Math.Abs(share - 1.0 / 8) < 0.01);
    }

    /// <summary>Each user's SNR swings by 20 dB, one after the other: sent bits over 4,000 grants.</summary>
    [Fact]
    public void Proportional_fair_rides_the_peaks_and_carries_more_than_round_robin()
    {
        static double Swing(int user, long grant) => 5 + 10 * Math.Sin(grant / 37.0 + user);
        var (fair, turns) = (0.0, 0.0);
        Saturate(SchedulerKind.ProportionalFair, 4000, Swing, users: 8, 10, (_, snrDb) => fair += Bits(snrDb));
        Saturate(SchedulerKind.RoundRobin, 4000, Swing, users: 8, 10, (_, snrDb) => turns += Bits(snrDb));

        fair.Should().BeGreaterThan(1.25 * turns);
    }

    [Fact]
    public void Proportional_fair_never_starves_a_user_in_a_deep_fade()
    {
        var longestGap = 0L;
        var last = 0L;
        var grants = 0L;
        Saturate(SchedulerKind.ProportionalFair, 2000, (user, _) => user == 0 ? -60 : 20, users: 5, 10, (user, _) =>
        {
            grants++;
            if (user != 0) return;
            longestGap = Math.Max(longestGap, grants - last);
            last = grants;
        });

        longestGap.Should().BeLessThan(50);
        last.Should().BeGreaterThan(1900);
    }

    private static double Bits(double snrDb) => Math.Log2(1 + Decibels.ToRatio(snrDb));

    /// <summary>
    /// Serves so many transmissions; whoever was served asks again at once, with the SNR of that moment.
    /// </summary>
    private static void Saturate(SchedulerKind kind, int grants, Func<int, long, double> snrDb, int users,
        double fairnessSeconds = 1, Action<int, double>? served = null)
    {
        var cell = CellTests.Open(kind, fairnessSeconds);
        long next = 0;
        for (var user = 0; user < users; user++) CellTests.Enqueue(cell, user, next++, now: 0, snrDb: snrDb(user, 0));
        for (var i = 0; i < grants; i++)
        {
            cell.TryStart(cell.FreeAtSeconds, out var grant).Should().BeTrue();
            var user = grant.Request.User.Value;
            served?.Invoke(user, grant.Request.SnrDb);
            CellTests.Enqueue(cell, user, next++, cell.FreeAtSeconds, snrDb: snrDb(user, i));
        }
    }
}
