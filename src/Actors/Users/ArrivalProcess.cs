using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>
/// The arrivals of one user of an open group. A user has its share of the group's rate, and independent shares of a
/// Poisson process add up to it: with E1, E2, ... exponential of mean 1, the times at which the group has had
/// (E1 + ... + Ei) x users arrivals on the average are those of one user.
/// </summary>
internal static class ArrivalProcess
{
    /// <summary>When a user's conversation begins, s; call it with 0, 1, 2, ...</summary>
    /// <param name="shape">The group's rate over time.</param>
    /// <param name="plan">The users.</param>
    /// <param name="user">One of them.</param>
    /// <param name="conversation">Counted from 0.</param>
    /// <param name="cumulated">E1 + ... + Ei so far; 0 before the first.</param>
    public static double Next(
        IArrivalShape shape, UserPlan plan, UserId user, int conversation, ref double cumulated)
    {
        if (shape.IsRegular)
        {
            cumulated = conversation + (plan.PlaceOf(user) + 0.5) / plan.GroupSize;
        }
        else
        {
            var key = new PhiloxKey(plan.Seed, StreamPurpose.Users, user, new TransmissionId(conversation), 1);
            cumulated -= Math.Log(1 - key.Uniform(0));
        }
        return shape.TimeOf(cumulated * plan.GroupSize);
    }
}

/// <summary>The rate of a group's conversations over time, as the inverse of its integral; users share it.</summary>
internal interface IArrivalShape
{
    /// <summary>Whether the users take turns with arrivals at given times; otherwise they come at random.</summary>
    bool IsRegular => false;

    /// <summary>
    /// The time, s, at which the group has had <paramref name="count"/> arrivals on the average; infinite where it
    /// never has. Any thread may ask in any order.
    /// </summary>
    double TimeOf(double count);
}

/// <summary>A rate that goes in a straight line, or stays: kinds poisson, constant and ramp.</summary>
internal sealed class LinearRate(ArrivalOptions options, double durationSeconds) : IArrivalShape
{
    private readonly double from = options.RatePerSecond;
    private readonly double slope = options.Kind == ArrivalKind.Ramp
        ? (options.ToRatePerSecond - options.RatePerSecond) / durationSeconds
        : 0;

    public bool IsRegular { get; } = options.Kind == ArrivalKind.Constant;

    public double TimeOf(double count)
    {
        if (slope == 0) return from == 0 ? double.PositiveInfinity : count / from;
        var discriminant = from * from + 2 * slope * count;
        return discriminant < 0 ? double.PositiveInfinity : (Math.Sqrt(discriminant) - from) / slope;
    }
}
