using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>When the users of a group begin conversations.</summary>
public sealed record ArrivalOptions
{
    [Parameter("When conversations begin.")]
    public ArrivalKind Kind { get; init; } = ArrivalKind.ClosedLoop;

    [Parameter("Mean think time before each request, exponential.", Min = 0, Max = 1e6, Unit = "s")]
    public double ThinkSeconds { get; init; } = 1;

    [Parameter("Conversations of the whole group (poisson, constant; where a ramp begins).",
        Min = 0, Max = 1e9, Unit = "1/s")]
    public double RatePerSecond { get; init; } = 1;

    [Parameter("Rate at the end of the run (ramp).", Min = 0, Max = 1e9, Unit = "1/s")]
    public double ToRatePerSecond { get; init; } = 1;
}

/// <summary>When users come.</summary>
public enum ArrivalKind
{
    /// <summary>Each user begins anew a think time after the end of the conversation before.</summary>
    ClosedLoop,

    /// <summary>Conversations begin at random at a mean rate, whatever became of those before.</summary>
    Poisson,

    /// <summary>Conversations begin at equal distances.</summary>
    Constant,

    /// <summary>As Poisson, with a rate that goes in a straight line from one value to another.</summary>
    Ramp,
}

/// <summary>
/// The arrivals of one user of an open group, by inversion of the cumulative rate: a user has its share of the group's
/// rate, and independent shares of a Poisson process add up to it.
/// </summary>
internal sealed class ArrivalProcess(
    ArrivalOptions options, int groupSize, int placeInGroup, double durationSeconds, Seed seed, UserId user)
{
    private double cumulated;

    /// <summary>When conversation <paramref name="index"/> begins, s; call it with 0, 1, 2, ...</summary>
    public double Next(int index)
    {
        if (options.Kind == ArrivalKind.Constant)
        {
            cumulated = index + (placeInGroup + 0.5) / groupSize;
        }
        else
        {
            var uniform = new PhiloxKey(seed, StreamPurpose.Users, user, new TransmissionId(index), 1).Uniform(0);
            cumulated -= Math.Log(1 - uniform);
        }
        return Invert(cumulated * groupSize);
    }

    /// <summary>The time at which the group has had <paramref name="count"/> arrivals on the average.</summary>
    private double Invert(double count)
    {
        var from = options.RatePerSecond;
        var slope = options.Kind == ArrivalKind.Ramp ? (options.ToRatePerSecond - from) / durationSeconds : 0;
        if (slope == 0) return from == 0 ? double.PositiveInfinity : count / from;
        var discriminant = from * from + 2 * slope * count;
        return discriminant < 0 ? double.PositiveInfinity : (Math.Sqrt(discriminant) - from) / slope;
    }
}
