using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Tests.Users;

/// <summary>The arrivals of all users of a group, by the process that each user has.</summary>
internal static class GroupOfUsers
{
    public static readonly Seed Seed = new(7);

    /// <summary>All arrivals of a group in order, s.</summary>
    public static double[] Arrivals(ArrivalOptions options, int users, double durationSeconds)
    {
        double[] all = [.. Each(options, users, durationSeconds).SelectMany(user => user)];
        Array.Sort(all);
        return all;
    }

    /// <summary>The arrivals of each user, s.</summary>
    public static IEnumerable<IEnumerable<double>> Each(
        ArrivalOptions options, int users, double durationSeconds, int group = 0)
    {
        var shape = new GroupArrivals(options, Seed, group, durationSeconds).Shape!;
        return Enumerable.Range(0, users).Select(place => Of(shape,
            new UserPlan(Seed, new UserId(1000 * group + place), 1, users, place, users, durationSeconds, false)));
    }

    /// <summary>How many of sorted arrivals are in each of so many equal windows from 0.</summary>
    public static int[] Counts(double[] arrivals, double windowSeconds, int windows)
    {
        var counts = new int[windows];
        foreach (var at in arrivals)
            if ((int)(at / windowSeconds) is var window && window < windows) counts[window]++;
        return counts;
    }

    /// <summary>Index of dispersion of counts: variance over mean; 1 for a Poisson process.</summary>
    public static double Dispersion(IReadOnlyCollection<int> counts)
    {
        var mean = counts.Average();
        return counts.Average(count => (count - mean) * (count - mean)) / mean;
    }

    private static IEnumerable<double> Of(IArrivalShape shape, UserPlan plan)
    {
        var cumulated = 0.0;
        for (var i = 0; ArrivalProcess.Next(shape, plan, plan.First, i, ref cumulated) is var at
            && at < plan.DurationSeconds; i++) yield return at;
    }
}
