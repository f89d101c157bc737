using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>What the users of a group share about when they come; safe to use from several threads.</summary>
public sealed class GroupArrivals
{
    /// <summary>
    /// Throws <see cref="ChannelOptionException"/> where the options do not fit each other or the run.
    /// </summary>
    /// <param name="options">When they come.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="group">Which group, counted from 0.</param>
    /// <param name="durationSeconds">How long the run is.</param>
    public GroupArrivals(ArrivalOptions options, Seed seed, int group, double durationSeconds)
    {
        Options = options;
        Shape = options.Kind switch
        {
            ArrivalKind.ClosedLoop => null,
            ArrivalKind.Bursts => new Bursts(options, seed, KeyOf(group), durationSeconds),
            ArrivalKind.Daily => new DailyCurve(options),
            ArrivalKind.FlashCrowd => new FlashCrowd(options),
            ArrivalKind.Trace => new ArrivalTrace(options.File),
            _ => new LinearRate(options, durationSeconds),
        };
        if (!CanCome(durationSeconds))
        {
            throw new ChannelOptionException(options.Kind == ArrivalKind.Trace
                ? $"{options.File} begins after the run has ended, so nobody would ever come; give a longer run"
                : "the rate is 0 until the run has ended, so nobody would ever come; give a rate of more than 0");
        }
    }

    public ArrivalOptions Options { get; }

    /// <summary>The group's rate over time; null where each user begins anew after the answer.</summary>
    internal IArrivalShape? Shape { get; }

    /// <summary>
    /// Whose numbers a group draws for itself: a negative user, so that they are no real user's (those count from 0).
    /// </summary>
    private static UserId KeyOf(int group) => new(-1 - group);

    private bool CanCome(double durationSeconds) => Options.Kind switch
    {
        ArrivalKind.ClosedLoop => true,
        ArrivalKind.Bursts => Options.RatePerSecond + Options.BurstRatePerSecond > 0, // whether it does is by chance
        _ => Shape!.TimeOf(double.Epsilon) < durationSeconds,
    };
}
