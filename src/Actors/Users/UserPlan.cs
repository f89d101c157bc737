using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>What one user is going to do.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="User">Who.</param>
/// <param name="GroupSize">Users of the group, who share its rate.</param>
/// <param name="PlaceInGroup">Counted from 0.</param>
/// <param name="DurationSeconds">Nothing is asked for at or after this time.</param>
/// <param name="UsesNominalTime">Whether that is the nominal time, so that the same is asked for in every run.</param>
public sealed record UserPlan(
    Seed Seed, UserId User, int GroupSize, int PlaceInGroup, double DurationSeconds, bool UsesNominalTime);
