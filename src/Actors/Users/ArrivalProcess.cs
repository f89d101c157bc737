using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

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
